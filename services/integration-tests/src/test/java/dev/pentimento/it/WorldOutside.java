package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.it.CommittedLog.Place;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Cameras and annotators, as any user's programs would be, some of them broken. Several threads may send. */
final class WorldOutside implements AutoCloseable {
    private final ServiceContext context;
    private final Producer<byte[], byte[]> producer;
    private final List<Sent> sent = new ArrayList<>();

    WorldOutside(ServiceContext context) {
        this.context = context;
        this.producer = context.clients().producer("test-world", Map.of("compression.type", "none"));
    }

    /** An image as a camera would send it, to be changed. */
    static Image.Builder image(String id, byte[] content) {
        return Image.newBuilder().setId(id).setContent(ByteBuffer.wrap(content));
    }

    Sent send(Image.Builder image) {
        Image event = image.build();
        return send(Topic.IMAGES, event.getId(), event);
    }

    /** @param label none: takes back what was said before */
    Sent label(String imageId, @Nullable String label) {
        return send(
                Topic.LABELS,
                imageId,
                Label.newBuilder().setImageId(imageId).setLabel(label).build());
    }

    /** An image whose record has a header. */
    synchronized Sent send(Image.Builder image, Header header) {
        Image event = image.build();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                context.topics().name(Topic.IMAGES),
                event.getId().getBytes(UTF_8),
                context.events().write(Topic.IMAGES, event));
        record.headers().add(header);
        Sent one = new Sent(producer.send(record));
        sent.add(one);
        return one;
    }

    Sent send(Topic topic, String key, SpecificRecord event) {
        return sendBytes(topic, key, context.events().write(topic, event));
    }

    synchronized Sent sendBytes(Topic topic, String key, byte @Nullable [] value) {
        Sent one =
                new Sent(producer.send(new ProducerRecord<>(context.topics().name(topic), key.getBytes(UTF_8), value)));
        sent.add(one);
        return one;
    }

    /** Returns when the broker has everything that was sent. */
    synchronized void flush() {
        producer.flush();
        sent.forEach(Sent::place);
        sent.clear();
    }

    /** A record on its way. */
    record Sent(Future<RecordMetadata> metadata) {
        /** Where it stands, as soon as the broker has it. */
        Place place() {
            try {
                return new Place(metadata.get().partition(), metadata.get().offset());
            } catch (ExecutionException e) {
                throw new AssertionError("the broker refuses what the test sends", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

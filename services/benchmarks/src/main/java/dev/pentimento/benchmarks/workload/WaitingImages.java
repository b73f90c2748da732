package dev.pentimento.benchmarks.workload;

import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes images and labels, as a user's program does. */
public final class WaitingImages implements AutoCloseable {
    private static final Map<String, Object> BULK = Map.of("linger.ms", 5, "batch.size", 128 * 1024);

    private final ServiceContext context;
    private final Workload workload;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private WaitingImages(ServiceContext context, Workload workload, Map<String, Object> settings) {
        this.context = context;
        this.workload = workload;
        this.producer = context.clients().producer("bench-camera", settings);
    }

    /** Sends large batches. */
    public static WaitingImages inBulk(ServiceContext context, Workload workload) {
        return new WaitingImages(context, workload, BULK);
    }

    /** Sends each image at once. */
    public static WaitingImages oneByOne(ServiceContext context, Workload workload) {
        return new WaitingImages(context, workload, Map.of("linger.ms", 0));
    }

    /** Writes all images, and labels for a random share of them. Returns when the broker has everything. */
    public void write(int images, double labelled, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int number = 0; number < images; number++) {
            send(number);
            if (random.nextDouble() < labelled) {
                label(number);
            }
        }
        flush();
    }

    /** Sends the image with this number. */
    public void send(int number) {
        send(
                Topic.IMAGES,
                Workload.id(number),
                Image.newBuilder()
                        .setId(Workload.id(number))
                        .setContent(ByteBuffer.wrap(workload.image(number).content()))
                        .setContentType(workload.contentType())
                        .setSource("bench")
                        .build());
    }

    /** Returns when the broker has everything. */
    public void flush() {
        producer.flush();
        Exception broken = failure.get();
        if (broken != null) {
            throw new KafkaException("cannot send: " + broken.getMessage(), broken);
        }
    }

    private void label(int number) {
        send(
                Topic.LABELS,
                Workload.id(number),
                Label.newBuilder()
                        .setImageId(Workload.id(number))
                        .setLabel(workload.image(number).label())
                        .setLabelledAt(Instant.now())
                        .setAnnotator("bench")
                        .build());
    }

    private void send(Topic topic, String key, SpecificRecord event) {
        ProducerRecord<byte[], byte[]> record = context.events().record(topic, key, event);
        producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}

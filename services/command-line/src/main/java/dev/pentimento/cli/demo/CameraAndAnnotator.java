package dev.pentimento.cli.demo;

import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A camera and an annotator that behave like a user's programs: they know the broker, the schemas and two topics. The
 * annotator labels nine out of ten images, each after a random delay.
 */
final class CameraAndAnnotator implements AutoCloseable {
    private static final double LABELLED = 0.9;
    private static final Duration SHORTEST_DELAY = Duration.ofMillis(300);
    private static final Duration MEAN_FURTHER_DELAY = Duration.ofMillis(1200);

    private final ServiceContext context;
    private final Producer<byte[], byte[]> producer;
    private final Random random;
    private final ScheduledExecutorService annotator = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-annotator");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    CameraAndAnnotator(ServiceContext context, long seed) {
        this.context = context;
        this.random = new Random(seed);
        this.producer =
                context.clients().producer("demo-camera", Map.of("compression.type", "none", "batch.size", 128 * 1024));
    }

    /** Sends an image. Its label follows later or never. */
    void show(CameraImage taken) {
        Image image = Image.newBuilder()
                .setId(taken.id())
                .setContent(ByteBuffer.wrap(taken.png()))
                .setContentType("image/png")
                .setCapturedAt(context.clock().instant())
                .setSource("demo-camera")
                .build();
        send(Topic.IMAGES, taken.id(), image);
        if (random.nextDouble() < LABELLED) {
            double further = -Math.log(1 - random.nextDouble()) * MEAN_FURTHER_DELAY.toMillis();
            annotator.schedule(
                    () -> label(taken), SHORTEST_DELAY.toMillis() + Math.round(further), TimeUnit.MILLISECONDS);
        }
        Exception broken = failure.get();
        if (broken != null) {
            throw new KafkaException("the demo's camera cannot send: " + broken.getMessage(), broken);
        }
    }

    /** Waits until every label has been sent. */
    void finishLabelling() throws InterruptedException {
        annotator.shutdown();
        if (!annotator.awaitTermination(5, TimeUnit.MINUTES)) {
            throw new KafkaException("the demo's annotator did not finish within 5 minutes");
        }
        producer.flush();
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        annotator.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }

    private void label(CameraImage taken) {
        Label label = Label.newBuilder()
                .setImageId(taken.id())
                .setLabel(taken.label())
                .setLabelledAt(context.clock().instant())
                .setAnnotator("demo-annotator")
                .build();
        send(Topic.LABELS, taken.id(), label);
    }

    private void send(Topic topic, String key, SpecificRecord event) {
        producer.send(context.events().record(topic, key, event), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }
}

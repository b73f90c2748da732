package dev.pentimento.benchmarks.latency;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.kafka.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A producer and a consumer with nothing in between: what the machine and the broker alone add to a latency. */
final class NoiseLoop implements AutoCloseable {
    private static final String TOPIC = "bench-noise";
    private static final Duration POLL = Duration.ofMillis(100);

    /** As large as an image of 28×28. */
    private static final int BYTES = 500;

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;

    NoiseLoop(ServiceContext context) {
        try (Admin admin = context.clients().admin("bench-noise")) {
            Topics.createMissing(admin, List.of(new TopicPlan(TOPIC, 1, false, (short) 1, Map.of())));
        }
        producer = context.clients().producer("bench-noise", Map.of("linger.ms", 0));
        send(0); // the first record waits for a connection and for the producer's id
        producer.flush();
        consumer = context.clients().reader("bench-noise", Map.of());
        consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
        consumer.seekToEnd(consumer.assignment());
    }

    Latencies at(OpenLoop loop) throws InterruptedException {
        consumer.assignment().forEach(consumer::position); // the end of now, before anything is sent
        loop.begin(System.nanoTime());
        Thread sender = new Thread(() -> loop.send(this::send), "bench-noise");
        sender.start();
        int received = 0;
        while (received < loop.count()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                loop.received(ByteBuffer.wrap(record.value()).getInt(), System.nanoTime());
                received++;
            }
        }
        sender.join();
        return loop.latencies();
    }

    private void send(int number) {
        producer.send(new ProducerRecord<>(
                TOPIC, ByteBuffer.allocate(BYTES).putInt(number).array()));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}

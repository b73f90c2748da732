package dev.pentimento.evaluation.pacing;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The usual clients of Kafka Streams, which also tell the pace of their thread when it polls and when it has committed. A
 * thread polls when it has processed all records that it holds.
 */
public final class PacedClients implements KafkaClientSupplier {
    private final CommitPaces paces;

    public PacedClients(CommitPaces paces) {
        this.paces = paces;
    }

    private static final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
        private final CommitPaces paces;

        PacedConsumer(Map<String, Object> config, CommitPaces paces) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            this.paces = paces;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            return super.poll(paces.ofThisThread().beforePoll(timeout, this::isAtEnd));
        }

        /** Whether all records that the broker is known to have were polled. */
        private boolean isAtEnd() {
            return assignment().stream()
                    .allMatch(partition -> currentLag(partition).orElse(1) == 0);
        }
    }

    private static final class PacedProducer extends KafkaProducer<byte[], byte[]> {
        private final CommitPaces paces;

        PacedProducer(Map<String, Object> config, CommitPaces paces) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.paces = paces;
        }

        @Override
        public void flush() {
            paces.ofThisThread().committing();
            super.flush();
        }

        @Override
        public void abortTransaction() {
            paces.ofThisThread().aborted();
            super.abortTransaction();
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            paces.ofThisThread().committed();
        }
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new PacedProducer(config, paces);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PacedConsumer(config, paces);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return plain(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return plain(config);
    }

    private static Consumer<byte[], byte[]> plain(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}

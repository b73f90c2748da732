package dev.pentimento.it.hostile;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records as they are. */
public final class HostileProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final SentRecords sent;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public HostileProducer(String bootstrapServers, SentRecords sent) {
        this.sent = sent;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "hostile",
                "max.request.size",
                1 << 24,
                "compression.type",
                "lz4",
                "linger.ms",
                5);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** @param index by which a failing case is made again */
    public void send(HostileCase record, int index) {
        int number = sent.add(record, index);
        producer.send(record(record), (metadata, refused) -> {
            if (refused != null) {
                failure.compareAndSet(
                        null,
                        new IllegalStateException("the broker refuses case " + index + ", " + record.kind(), refused));
            } else {
                sent.stands(number, metadata.partition(), metadata.offset());
            }
        });
    }

    private static ProducerRecord<byte[], byte[]> record(HostileCase record) {
        Long timestamp = record.timestampMillis();
        if (timestamp != null && timestamp < 0) {
            return new WithoutTimestamp(record);
        }
        return new ProducerRecord<>(
                record.topic().baseName(),
                record.partition(),
                timestamp,
                record.key(),
                record.value(),
                record.headers());
    }

    /** Java's producer refuses −1, which other clients write where there is no timestamp. */
    private static final class WithoutTimestamp extends ProducerRecord<byte[], byte[]> {
        WithoutTimestamp(HostileCase record) {
            super(record.topic().baseName(), record.partition(), 0L, record.key(), record.value(), record.headers());
        }

        @Override
        public Long timestamp() {
            return -1L;
        }
    }

    /** Returns when the broker has everything. */
    public void flush() {
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

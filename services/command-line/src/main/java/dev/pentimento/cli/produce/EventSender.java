package dev.pentimento.cli.produce;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.platform.kafka.Topic;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends records to Kafka and counts the results. A failed record is reported and does not stop the others. */
final class EventSender implements EventSink, AutoCloseable {
    private static final int TOLD_AT_MOST = 10;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final int BUFFER_BYTES = 64 * 1024 * 1024;

    private final Connection connection;
    private final Consumer<String> tell;
    private final Producer<byte[], byte[]> producer;
    private final Map<Topic, AtomicLong> sent = new EnumMap<>(Topic.class);
    private final AtomicLong failed = new AtomicLong();
    private long attempted;

    EventSender(Connection connection, Consumer<String> tell) {
        this.connection = connection;
        this.tell = tell;
        for (Topic topic : Topic.values()) {
            sent.put(topic, new AtomicLong());
        }
        long buffer = Math.max(BUFFER_BYTES, 2L * connection.settings().topics().maxMessageBytes());
        producer = connection
                .clients()
                .producer(
                        "pentimento-produce",
                        Map.of("batch.size", BATCH_BYTES, "buffer.memory", buffer, "linger.ms", 5));
    }

    @Override
    public void send(Topic topic, String key, SpecificRecord event) {
        attempted++;
        ProducerRecord<byte[], byte[]> record = connection.events().record(topic, key, event);
        producer.send(record, (metadata, failure) -> {
            if (failure == null) {
                counter(topic).incrementAndGet();
            } else {
                Throwable said = connection
                        .clients()
                        .missingRight(failure)
                        .<Throwable>map(each -> each)
                        .orElse(failure);
                fail(key + " was not sent to " + record.topic() + ": " + said.getMessage());
            }
        });
    }

    @Override
    public void refuse(String reason) {
        attempted++;
        fail(reason);
    }

    /** Number of records that Kafka has acknowledged. */
    long sent(Topic topic) {
        return counter(topic).get();
    }

    long failed() {
        return failed.get();
    }

    long attempted() {
        return attempted;
    }

    /** Waits until every record has been acknowledged or has failed. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private AtomicLong counter(Topic topic) {
        return Objects.requireNonNull(sent.get(topic));
    }

    private void fail(String reason) {
        long count = failed.incrementAndGet();
        if (count <= TOLD_AT_MOST) {
            tell.accept(reason);
        } else if (count == TOLD_AT_MOST + 1) {
            tell.accept("further failures are counted, but not shown");
        }
    }
}

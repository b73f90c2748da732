package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes single events, each of which must be acknowledged before its caller goes on. It creates its producer with the
 * first event. Thread-safe.
 */
public final class EventWriter implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final Events events;
    private final String clientId;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    public EventWriter(KafkaClients clients, Events events, String clientId) {
        this.clients = clients;
        this.events = events;
        this.clientId = clientId;
    }

    /**
     * Writes an event, and returns when the broker has acknowledged it.
     *
     * @throws KafkaException if the broker does not acknowledge it within ten seconds
     */
    public void write(Topic topic, String key, SpecificRecord event) {
        send(events.record(topic, key, event));
    }

    /** Deletes the event with this key from a compacted topic, as {@link #write} writes one. */
    public void delete(Topic topic, String key) {
        send(events.deletion(topic, key));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            clients.missingRight(e).ifPresent(right -> {
                throw right;
            });
            throw new KafkaException("the broker did not acknowledge the record: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException(clientId + " is closed");
        }
        if (producer == null) {
            // An event that failed from its writer's point of view must not be written minutes later.
            Map<String, Object> required = Map.of(
                    "delivery.timeout.ms", (int) TIMEOUT.toMillis(),
                    "request.timeout.ms", 5_000,
                    "linger.ms", 0,
                    "max.block.ms", 5_000,
                    "enable.metrics.push", false);
            producer = clients.producer(clientId, required);
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(TIMEOUT);
        }
    }
}

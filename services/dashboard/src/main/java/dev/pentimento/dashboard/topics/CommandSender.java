package dev.pentimento.dashboard.topics;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes commands; the producer is made when the first one comes. Thread-safe. */
public final class CommandSender implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ServiceContext context;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    public CommandSender(ServiceContext context) {
        this.context = context;
    }

    /** @throws KafkaException if the broker has not taken the command in time */
    public void send(ModelCommand command) {
        String key = command.getVersion() == null ? command.getId() : command.getVersion();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                context.topics().name(Topic.MODEL_COMMANDS),
                key.getBytes(StandardCharsets.UTF_8),
                context.events().write(Topic.MODEL_COMMANDS, command));
        try {
            producer().send(record).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker has not taken the command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while sending the command", e);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("the page's service is stopping");
        }
        if (producer == null) {
            // A command that has failed for its sender must not be carried out minutes later.
            Map<String, Object> required = Map.of(
                    "delivery.timeout.ms", (int) TIMEOUT.toMillis(),
                    "request.timeout.ms", 5_000,
                    "linger.ms", 0,
                    "max.block.ms", 5_000);
            producer = context.clients().producer("dashboard-commands", required);
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

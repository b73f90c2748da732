package dev.pentimento.platform.models;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Sends commands to {@code model-commands}. It creates its producer with the first command. Thread-safe. */
public final class CommandSender implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final KafkaClients clients;
    private final Events events;
    private final String clientId;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    public CommandSender(ServiceContext context, String clientId) {
        this(context.clients(), context.events(), clientId);
    }

    public CommandSender(KafkaClients clients, Events events, String clientId) {
        this.clients = clients;
        this.events = events;
        this.clientId = clientId;
    }

    /**
     * Sends a command, and returns when the broker has acknowledged it.
     *
     * @throws KafkaException if the broker does not acknowledge the command within ten seconds
     */
    public void send(ModelCommand command) {
        try {
            producer()
                    .send(events.record(Topic.MODEL_COMMANDS, key(command), command))
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            clients.missingRight(e).ifPresent(right -> {
                throw right;
            });
            throw new KafkaException("the broker did not acknowledge the command: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * The report of an instance has its own key: it must not replace the command's answer or another instance's report.
     */
    private static String key(ModelCommand command) {
        if (command.getVersion() == null) {
            return command.getId();
        }
        return command.getReport() == null
                ? command.getVersion()
                : command.getVersion() + "/" + command.getRequestedBy();
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("the sender of commands is closed");
        }
        if (producer == null) {
            // A command that failed from its sender's point of view must not be executed minutes later.
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

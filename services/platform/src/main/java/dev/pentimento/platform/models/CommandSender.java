package dev.pentimento.platform.models;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.EventWriter;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topic;
import org.apache.kafka.common.KafkaException;

/** Sends commands to {@code model-commands}. Thread-safe. */
public final class CommandSender implements AutoCloseable {
    private final EventWriter writer;

    public CommandSender(ServiceContext context, String clientId) {
        this(context.clients(), context.events(), clientId);
    }

    public CommandSender(KafkaClients clients, Events events, String clientId) {
        writer = new EventWriter(clients, events, clientId);
    }

    /**
     * Sends a command, and returns when the broker has acknowledged it.
     *
     * @throws KafkaException if the broker does not acknowledge the command within ten seconds
     */
    public void send(ModelCommand command) {
        writer.write(Topic.MODEL_COMMANDS, key(command), command);
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

    @Override
    public void close() {
        writer.close();
    }
}

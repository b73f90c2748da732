package dev.pentimento.evaluation.models;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells the trainer that this instance cannot load a version. */
final class UnloadableReports {
    private UnloadableReports() {}

    /** Reports as commands of the kind REPORT_UNLOADABLE. */
    static BiConsumer<ModelVersion, String> toTrainer(ServiceContext context, String owner) {
        return (unloadable, reason) -> {
            String version = unloadable.getVersion();
            ModelCommand command = ModelCommand.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setKind(CommandKind.REPORT_UNLOADABLE)
                    .setVersion(version)
                    .setReason(reason)
                    .setRequestedBy(owner)
                    .setRequestedAt(context.clock().instant())
                    .build();
            byte[] value = context.events().write(Topic.MODEL_COMMANDS, command);
            byte[] key = version.getBytes(StandardCharsets.UTF_8);
            try (Producer<byte[], byte[]> producer = context.clients().producer(owner + "-reports", Map.of())) {
                producer.send(new ProducerRecord<>(context.topics().name(Topic.MODEL_COMMANDS), key, value));
            }
        };
    }
}

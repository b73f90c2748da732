package dev.pentimento.embedding;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the trainer which versions this instance cannot load. Rare, so that each report has a producer of its own. */
final class UnloadableReports {
    private static final Logger LOG = LoggerFactory.getLogger(UnloadableReports.class);

    private final ServiceContext context;
    private final String client;

    UnloadableReports(ServiceContext context, String client) {
        this.context = context;
        this.client = client;
    }

    void send(ModelVersion version, String reason) {
        byte[] key = version.getVersion().getBytes(StandardCharsets.UTF_8);
        byte[] value = context.events().write(Topic.MODEL_COMMANDS, command(version, reason));
        try (Producer<byte[], byte[]> producer = context.clients().producer(client + "-reports", Map.of())) {
            producer.send(
                    new ProducerRecord<>(context.topics().name(Topic.MODEL_COMMANDS), key, value), (sent, failure) -> {
                        if (failure != null) {
                            LOG.error("version {} was not reported as unloadable", version.getVersion(), failure);
                        }
                    });
        }
    }

    private ModelCommand command(ModelVersion version, String reason) {
        return ModelCommand.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setKind(CommandKind.REPORT_UNLOADABLE)
                .setVersion(version.getVersion())
                .setReason(reason)
                .setRequestedBy(client)
                .setRequestedAt(context.clock().instant())
                .build();
    }
}

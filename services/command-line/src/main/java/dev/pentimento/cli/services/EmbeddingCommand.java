package dev.pentimento.cli.services;

import dev.pentimento.embedding.EmbeddingService;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.Settings;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code pentimento embedding}. */
@Command(name = "embedding", description = "Runs the embedding service: it turns images into embeddings.")
public final class EmbeddingCommand extends ServiceCommand {
    @Override
    Set<Topic> topics() {
        return EmbeddingService.TOPICS;
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new EmbeddingService(context, EmbeddingSettings.from(settings));
    }
}

package dev.pentimento.cli.services;

import dev.pentimento.embedding.EmbeddingRights;
import dev.pentimento.embedding.EmbeddingService;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.platform.Service;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.Settings;
import picocli.CommandLine.Command;

/** {@code pentimento embedding}. */
@Command(name = "embedding", description = "Runs the embedding service: it turns images into embeddings.")
public final class EmbeddingCommand extends ServiceCommand {
    @Override
    Rights rights(Topics topics, Settings settings) {
        return EmbeddingRights.of(topics, EmbeddingSettings.from(settings));
    }

    @Override
    Service create(ServiceContext context, Settings settings) {
        return new EmbeddingService(context, EmbeddingSettings.from(settings));
    }
}

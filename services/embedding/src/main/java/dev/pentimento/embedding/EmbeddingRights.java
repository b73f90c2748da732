package dev.pentimento.embedding;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;

/** The rights that the embedding service needs in Kafka. */
public final class EmbeddingRights {
    private EmbeddingRights() {}

    public static Rights of(Topics topics, EmbeddingSettings settings) {
        return topics.orCreated(Rights.of(EmbeddingService.NAME)
                .read(topics.names(Topic.IMAGES, Topic.MODEL_VERSIONS, Topic.MODEL_ARTIFACTS))
                .write(topics.names(Topic.EMBEDDINGS, Topic.DEAD_LETTERS, Topic.MODEL_COMMANDS))
                .group(topics.prefixed(settings.groupId()))
                .transactionalIdsFrom(topics.prefixed(EmbeddingSettings.CLIENT_NAME)));
    }
}

package dev.pentimento.trainer;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;

/** The rights that the trainer needs in Kafka. */
public final class TrainerRights {
    private TrainerRights() {}

    public static Rights of(Topics topics) {
        return topics.orCreated(Rights.of(TrainerService.NAME)
                .read(topics.names(
                        Topic.OUTCOMES,
                        Topic.EMBEDDINGS,
                        Topic.PREDICTION_QUALITY,
                        Topic.EMBEDDING_DRIFT,
                        Topic.MODEL_CANDIDATES,
                        Topic.MODEL_VERSIONS,
                        Topic.MODEL_ARTIFACTS,
                        Topic.MODEL_COMMANDS))
                .write(topics.names(
                        Topic.MODEL_CANDIDATES, Topic.MODEL_VERSIONS, Topic.MODEL_ARTIFACTS, Topic.MODEL_COMMANDS))
                // One writes stages, the other publishes trained versions.
                .transactionalIdsFrom(topics.prefixed(TrainerService.NAME)));
    }
}

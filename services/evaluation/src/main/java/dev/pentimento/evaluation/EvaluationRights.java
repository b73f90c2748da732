package dev.pentimento.evaluation;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import org.apache.kafka.common.acl.AclOperation;

/** The rights that the evaluation needs in Kafka. */
public final class EvaluationRights {
    private EvaluationRights() {}

    public static Rights of(Topics topics, EvaluationSettings settings) {
        String applicationId = topics.prefixed(settings.applicationId());
        String internal = internalTopics(topics, settings);
        Rights rights = topics.orCreated(Rights.of(EvaluationService.NAME)
                .read(topics.names(Topic.EMBEDDINGS, Topic.LABELS, Topic.MODEL_VERSIONS, Topic.MODEL_ARTIFACTS))
                .write(topics.names(
                        Topic.PREDICTIONS,
                        Topic.OUTCOMES,
                        Topic.PREDICTION_QUALITY,
                        Topic.EMBEDDING_DRIFT,
                        Topic.LABEL_REQUESTS,
                        Topic.DEAD_LETTERS,
                        Topic.MODEL_COMMANDS))
                // Kafka Streams deletes the records that it has read from its repartition topics.
                .topicsFrom(internal, AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE));
        return rights.group(applicationId).transactionalIdsFrom(internal);
    }

    /** Prefix of the names of the internal topics. */
    public static String internalTopics(Topics topics, EvaluationSettings settings) {
        return topics.prefixed(settings.applicationId()) + "-";
    }
}

package dev.pentimento.dashboard;

import dev.pentimento.dashboard.notifications.NotifierRights;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;

/** The rights that the dashboard needs in Kafka. */
public final class DashboardRights {
    private DashboardRights() {}

    public static Rights of(Topics topics) {
        return topics.orCreated(Rights.of(DashboardService.NAME)
                .read(topics.names(
                        Topic.IMAGES,
                        Topic.EMBEDDINGS,
                        Topic.PREDICTIONS,
                        Topic.OUTCOMES,
                        Topic.PREDICTION_QUALITY,
                        Topic.EMBEDDING_DRIFT,
                        Topic.DEAD_LETTERS,
                        Topic.MODEL_VERSIONS,
                        Topic.MODEL_ARTIFACTS,
                        Topic.MODEL_COMMANDS,
                        Topic.ALARM_DECISIONS,
                        Topic.NOTIFICATIONS))
                .write(topics.names(Topic.MODEL_COMMANDS, Topic.ALARM_DECISIONS, Topic.NOTIFICATIONS))
                .group(topics.prefixed(NotifierRights.GROUP)));
    }
}

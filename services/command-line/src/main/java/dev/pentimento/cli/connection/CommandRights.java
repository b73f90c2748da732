package dev.pentimento.cli.connection;

import dev.pentimento.evaluation.EvaluationRights;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;

/** The rights that each command needs in Kafka. */
public final class CommandRights {
    private static final AclOperation[] MANAGING = {
        AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS
    };

    private CommandRights() {}

    /** Rights by command, with the name that the user types. */
    public static List<Rights> all(Topics topics, Settings settings) {
        return Arrays.stream(Command.values())
                .map(command -> command.rights(topics, settings))
                .toList();
    }

    /** @param command name of the command, without subcommands */
    static Rights of(String command, Topics topics, Settings settings) {
        return Arrays.stream(Command.values())
                .filter(each -> each.title().equals(command))
                .findFirst()
                .map(each -> each.rights(topics, settings))
                .orElse(Rights.UNKNOWN);
    }

    private enum Command {
        PRODUCE,
        WATCH,
        LABELS,
        TRAIN,
        MODELS,
        ALARMS,
        REPLAY,
        DEAD_LETTERS,
        TOPICS;

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Rights rights(Topics topics, Settings settings) {
            Rights none = Rights.of(title());
            return switch (this) {
                case PRODUCE -> none.write(topics.names(Topic.IMAGES, Topic.LABELS));
                case WATCH ->
                    none.read(topics.names(
                            Topic.PREDICTIONS,
                            Topic.OUTCOMES,
                            Topic.LABEL_REQUESTS,
                            Topic.PREDICTION_QUALITY,
                            Topic.EMBEDDING_DRIFT,
                            Topic.MODEL_VERSIONS,
                            Topic.DEAD_LETTERS));
                case LABELS -> none.read(topics.names(Topic.LABEL_REQUESTS, Topic.OUTCOMES));
                case TRAIN -> publishing(none, topics);
                case MODELS ->
                    publishing(none, topics)
                            .read(topics.names(Topic.MODEL_COMMANDS))
                            .write(topics.names(Topic.MODEL_COMMANDS));
                case ALARMS ->
                    none.read(topics.names(Topic.EMBEDDING_DRIFT, Topic.MODEL_VERSIONS, Topic.ALARM_DECISIONS))
                            .write(topics.names(Topic.ALARM_DECISIONS));
                case REPLAY ->
                    none.read(topics.names(
                            Topic.MODEL_VERSIONS,
                            Topic.MODEL_ARTIFACTS,
                            Topic.OUTCOMES,
                            Topic.EMBEDDINGS,
                            Topic.IMAGES));
                case DEAD_LETTERS -> resubmitting(none, topics);
                case TOPICS ->
                    none.topics(topics.names(Topic.values()), MANAGING)
                            .topicsFrom(
                                    EvaluationRights.internalTopics(
                                            topics, EvaluationSettings.from(settings, topics.settings())),
                                    MANAGING);
            };
        }

        private static Rights publishing(Rights rights, Topics topics) {
            return rights.read(topics.names(Topic.MODEL_VERSIONS, Topic.MODEL_CANDIDATES))
                    .write(topics.names(Topic.MODEL_CANDIDATES, Topic.MODEL_ARTIFACTS))
                    .transactionalIdsFrom(topics.prefixed("train-"));
        }

        private static Rights resubmitting(Rights rights, Topics topics) {
            String own = topics.prefixed("dead-letters-resubmit-");
            return rights.read(topics.names(Topic.DEAD_LETTERS))
                    .read(topics.names(Topic.IMAGES, Topic.LABELS, Topic.EMBEDDINGS))
                    .write(topics.names(Topic.IMAGES, Topic.LABELS, Topic.EMBEDDINGS))
                    .groupsFrom(own)
                    .transactionalIdsFrom(own);
        }
    }
}

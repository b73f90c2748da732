package dev.pentimento.platform.settings;

import static dev.pentimento.platform.settings.Setting.choice;
import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.text;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The required settings of the topics of an installation.
 *
 * @param prefix of every topic, group and transactional id
 * @param partitions of the partitioned topics that we create
 * @param replicationFactor replicas of the topics that we create; -1: the broker's default
 * @param minInsyncReplicas replicas that must have a record before it counts as written; -1: the broker's default
 * @param maxMessageBytes size of the largest record, including key and headers, in every topic that accepts large
 *     records
 * @param creation whether services create missing topics
 * @param retention how long records are kept, by the topic's name without the prefix; topics that are only compacted
 *     have none
 */
public record TopicSettings(
        String prefix,
        int partitions,
        short replicationFactor,
        int minInsyncReplicas,
        int maxMessageBytes,
        TopicCreation creation,
        Map<String, Duration> retention) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Topics");

    /** The parts of a record besides its value: key, headers, the frame of its batch. */
    public static final int FRAME_BYTES = 64 * 1024;

    /** 16 MiB for the value, and its frame. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 16 * 1024 * 1024 + FRAME_BYTES;

    /** A dead letter, including the record that it describes, has up to 1.2 MiB. */
    private static final int LEAST_MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

    /** Brokers refuse larger requests by default ({@code socket.request.max.bytes}). */
    private static final int MOST_MAX_MESSAGE_BYTES = 100_000_000;

    private static final int MOST_MIN_INSYNC_REPLICAS = 100;
    private static final String LEAST_RETENTION = "PT1H";

    private static final Setting<String> PREFIX = DEFINITION.add(text(
            "topic.prefix",
            "",
            "[a-zA-Z0-9._-]{0,100}",
            "up to 100 letters, digits, dots, underscores and hyphens",
            "Prefix of every topic, group and transactional id. It keeps installations on one broker apart."));
    private static final Setting<TopicCreation> CREATE = DEFINITION.add(choice(
            "topics.create",
            TopicCreation.MISSING,
            "What services do about missing topics when they start. `missing`: they create them. `never`: they wait"
                    + " and name them; `pentimento topics --create` creates them. Services never change a topic that"
                    + " exists."));
    private static final Setting<Integer> PARTITIONS = DEFINITION.add(integer(
            "topic.partitions",
            4,
            1,
            10_000,
            "Partitions of the topics that a service creates; some always have one."));
    public static final Setting<Integer> REPLICATION_FACTOR = DEFINITION.add(integer(
            "topic.replication.factor",
            -1,
            -1,
            Short.MAX_VALUE,
            "Replicas of new topics, also of the evaluation's internal topics. `-1`: the broker's default."));
    private static final Setting<Integer> MIN_INSYNC_REPLICAS = DEFINITION.add(integer(
            "topic.min.insync.replicas",
            -1,
            -1,
            MOST_MIN_INSYNC_REPLICAS,
            "Replicas that must have a record before it counts as written, also in the evaluation's internal topics. It"
                    + " needs a `topic.replication.factor` that is at least as large. `-1`: the broker's default."));
    private static final Setting<Integer> MAX_MESSAGE_BYTES = DEFINITION.add(integer(
            "topic.max.message.bytes",
            DEFAULT_MAX_MESSAGE_BYTES,
            LEAST_MAX_MESSAGE_BYTES,
            MOST_MAX_MESSAGE_BYTES,
            "Size of the largest record with key and headers, in bytes. Topics, internal topics, producers and"
                    + " consumers follow it. Many managed clusters allow 8388608."));

    private static final Map<String, Setting<Duration>> RETENTION = new LinkedHashMap<>();

    static {
        retention("images", "P30D", "images. An image waits so long for its label (`evaluation.retention`)");
        retention("labels", "P60D", "labels");
        retention("embeddings", "P60D", "embeddings, from which corrections are trained");
        retention("predictions", "P60D", "predictions");
        retention(
                "outcomes",
                "P60D",
                "outcomes. They have their image's timestamp, so keep them longer than `evaluation.retention`");
        retention(
                "prediction-quality",
                "P60D",
                "windows of quality. Keep them longer than `evaluation.retention`, as late labels still change them");
        retention("embedding-drift", "P60D", "windows of drift and alarms");
        retention("label-requests", "P60D", "requests for labels. Open ones expire after `evaluation.retention`");
        retention("model-candidates", "P365D", "candidates and their answers, which tell who published what");
        retention("model-commands", "P365D", "commands and their answers, which tell who promoted what");
        retention("dead-letters", "P30D", "dead letters. Large records are resubmitted from `images`");
    }

    private static void retention(String topic, String standard, String what) {
        RETENTION.put(
                topic,
                DEFINITION.add(duration(
                        "topic.retention." + topic.replace('-', '.'),
                        standard,
                        LEAST_RETENTION,
                        "How long Kafka keeps " + what + ".")));
    }

    public TopicSettings {
        retention = Map.copyOf(retention);
        if (minInsyncReplicas > 0 && replicationFactor < minInsyncReplicas) {
            throw new SettingsException(MIN_INSYNC_REPLICAS + " is " + minInsyncReplicas + " but " + REPLICATION_FACTOR
                    + " is " + replicationFactor + ": it must be at least as large, or nothing could be written");
        }
    }

    static TopicSettings from(Settings settings) {
        SettingValues values = settings.read(DEFINITION);
        Map<String, Duration> retention = new LinkedHashMap<>();
        RETENTION.forEach((topic, setting) -> retention.put(topic, values.get(setting)));
        return new TopicSettings(
                values.get(PREFIX),
                values.get(PARTITIONS),
                values.get(REPLICATION_FACTOR).shortValue(),
                values.get(MIN_INSYNC_REPLICAS),
                values.get(MAX_MESSAGE_BYTES),
                values.get(CREATE),
                retention);
    }

    /** How long the records of a topic are kept; empty: indefinitely, because the topic is only compacted. */
    public Optional<Duration> retention(String topic) {
        return Optional.ofNullable(retention.get(topic));
    }

    /** The largest value of a record, in bytes. */
    public int maxValueBytes() {
        return maxMessageBytes - FRAME_BYTES;
    }
}

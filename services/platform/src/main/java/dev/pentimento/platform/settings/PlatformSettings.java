package dev.pentimento.platform.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * What every service needs to know.
 *
 * @param kafka properties of the Kafka clients, serializers included, as the user gave them
 * @param topicPrefix put before the name of every topic, group and transactional id
 * @param topicPartitions partitions of the topics that are spread, when we create them
 * @param replicationFactor of the topics that we create; -1: the broker's default
 * @param httpHost address that health, metrics and pages are served on
 * @param httpPort its port; 0: a free one
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 * @param engineThreads threads of the engine inside one operation
 */
public record PlatformSettings(
        Map<String, String> kafka,
        String topicPrefix,
        int topicPartitions,
        short replicationFactor,
        String httpHost,
        int httpPort,
        String device,
        int engineThreads) {

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "schema.registry.url",
                    Type.STRING,
                    "http://127.0.0.1:8081",
                    new ConfigDef.NonEmptyString(),
                    HIGH,
                    "URLs of the schema registry, separated by commas.")
            .define(
                    "topic.prefix",
                    Type.STRING,
                    "",
                    matching("[a-zA-Z0-9._-]{0,100}"),
                    MEDIUM,
                    "Put before the name of every topic, group and transactional id.")
            .define(
                    "topic.partitions",
                    Type.INT,
                    4,
                    between(1, 10_000),
                    MEDIUM,
                    "Partitions of images, labels, embeddings, predictions and outcomes, when they are created.")
            .define(
                    "topic.replication.factor",
                    Type.SHORT,
                    (short) -1,
                    atLeast(-1),
                    MEDIUM,
                    "Replicas of the topics that are created; -1: the broker's default.")
            .define("http.host", Type.STRING, "127.0.0.1", MEDIUM, "Address that health and metrics are served on.")
            .define("http.port", Type.INT, 8080, between(0, 65_535), MEDIUM, "Its port; 0 picks a free one.")
            .define("device", Type.STRING, "auto", matching("auto|cpu|gpu:\\d+"), MEDIUM, "auto, cpu or gpu:N.")
            .define(
                    "engine.threads",
                    Type.INT,
                    1,
                    between(1, 1024),
                    LOW,
                    "Threads of PyTorch inside one operation; with several callers one is the better choice.");

    public PlatformSettings {
        Objects.requireNonNull(topicPrefix);
        kafka = Map.copyOf(kafka);
    }

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static PlatformSettings from(Settings settings) {
        Map<String, Object> values = settings.read(DEFINITION);
        Map<String, String> kafka = new LinkedHashMap<>();
        kafka.put("bootstrap.servers", "127.0.0.1:9092");
        kafka.put("schema.registry.url", (String) Objects.requireNonNull(values.get("schema.registry.url")));
        kafka.putAll(settings.kafka());
        return new PlatformSettings(
                kafka,
                get(values, "topic.prefix", String.class),
                get(values, "topic.partitions", Integer.class),
                get(values, "topic.replication.factor", Short.class),
                get(values, "http.host", String.class),
                get(values, "http.port", Integer.class),
                get(values, "device", String.class),
                get(values, "engine.threads", Integer.class));
    }

    /** A parsed value of a definition; its type is the definition's. */
    public static <T> T get(Map<String, Object> values, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(values.get(name), name));
    }

    /** A validator that says which form is allowed. */
    public static ConfigDef.Validator matching(String pattern) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value == null || !value.toString().matches(pattern)) {
                        throw new org.apache.kafka.common.config.ConfigException(name, value, "must match " + pattern);
                    }
                },
                () -> pattern);
    }
}

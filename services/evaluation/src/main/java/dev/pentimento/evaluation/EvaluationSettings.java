package dev.pentimento.evaluation;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the evaluation stream, each {@code evaluation.} and its name.
 *
 * @param applicationId group and name of the internal topics, under the topics' prefix
 * @param instanceId tells instances of the group apart over restarts, so that a restart is no rebalance; empty: none
 * @param stateDirectory where the state is kept
 * @param threads of the stream
 * @param partitions of the internal topics in which images meet their labels
 * @param commitInterval how often results become visible
 * @param retention how long an image waits for labels, and a label for its image
 * @param window length of a window of quality and drift
 * @param emitInterval how often changed windows are written at most
 * @param slices sources that are told apart, the most frequent ones
 * @param level error probability of verdicts
 * @param margin of accuracy within which arms count as equivalent
 * @param labelHorizon how long the verdict since a version began waits for the labels of earlier images; zero: not
 * @param runLength promised mean number of images between false drift alarms
 * @param driftRate images a second of which drift is counted; of a faster stream about so many are drawn
 * @param encoderWait how long a batch waits for networks of its encoder
 * @param candidates how many are judged in shadow at most
 * @param captureMostAhead of the record's timestamp that a capture time is believed
 * @param captureMostBehind the record's timestamp that a capture time is believed
 */
public record EvaluationSettings(
        String applicationId,
        String instanceId,
        Path stateDirectory,
        int threads,
        int partitions,
        Duration commitInterval,
        Duration retention,
        Duration window,
        Duration emitInterval,
        int slices,
        double level,
        double margin,
        Duration labelHorizon,
        long runLength,
        long driftRate,
        Duration encoderWait,
        int candidates,
        Duration captureMostAhead,
        Duration captureMostBehind) {

    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "evaluation.application.id",
                    Type.STRING,
                    "evaluation",
                    PlatformSettings.matching("[a-zA-Z0-9._-]{1,100}"),
                    MEDIUM,
                    "Name of the group and of the internal topics, under the topics' prefix.")
            .define(
                    "evaluation.instance.id",
                    Type.STRING,
                    "",
                    PlatformSettings.matching("[a-zA-Z0-9._-]{0,100}"),
                    MEDIUM,
                    "Tells instances apart over restarts, so that a restart moves no task; empty: not told apart.")
            .define(
                    "evaluation.state.dir",
                    Type.STRING,
                    "",
                    MEDIUM,
                    "Where the state is kept; empty: in " + temporary())
            .define("evaluation.threads", Type.INT, 1, between(1, 1024), MEDIUM, "Threads of the stream.")
            .define(
                    "evaluation.partitions",
                    Type.INT,
                    0,
                    between(0, 10_000),
                    LOW,
                    "Partitions of the internal topics in which images meet labels, fixed at the first start;"
                            + " 0: as topic.partitions.")
            .define("evaluation.commit.interval", Type.STRING, "PT0.1S", positive(), MEDIUM, "Time between commits.")
            .define("evaluation.retention", Type.STRING, "P30D", positive(), HIGH, "How long labels may be late.")
            .define("evaluation.window", Type.STRING, "PT1M", positive(), HIGH, "Length of a window.")
            .define(
                    "evaluation.emit.interval",
                    Type.STRING,
                    "PT0.5S",
                    positive(),
                    MEDIUM,
                    "Time between two writings of a window that changes.")
            .define("evaluation.slices", Type.INT, 20, between(0, 1000), MEDIUM, "Sources told apart at most.")
            .define(
                    "evaluation.level",
                    Type.DOUBLE,
                    0.05,
                    share(Math.nextUp(0.0)),
                    HIGH,
                    "Error probability of verdicts, above 0 and below 1.")
            .define(
                    "evaluation.margin",
                    Type.DOUBLE,
                    0.01,
                    share(0),
                    HIGH,
                    "Difference of accuracy that does not matter, at least 0 and below 1.")
            .define(
                    "evaluation.label.horizon",
                    Type.STRING,
                    "PT0S",
                    duration(0),
                    HIGH,
                    "How long a verdict waits for labels of earlier images, so that it judges in the images' order;"
                            + " PT0S: labels count as they come.")
            .define(
                    "evaluation.run.length",
                    Type.LONG,
                    100_000L,
                    atLeast(640),
                    HIGH,
                    "Mean number of images between two false drift alarms, at least.")
            .define(
                    "evaluation.drift.rate",
                    Type.LONG,
                    1_000L,
                    atLeast(1),
                    MEDIUM,
                    "Images a second, in each instance, of which drift is counted; of a faster stream about so many are"
                            + " drawn, whatever they show, and each window tells their share.")
            .define(
                    "evaluation.encoder.wait",
                    Type.STRING,
                    "PT5M",
                    positive(),
                    MEDIUM,
                    "How long a batch waits for the networks of its encoder.")
            .define(
                    "evaluation.candidates",
                    Type.INT,
                    5,
                    between(0, 100),
                    MEDIUM,
                    "Candidates judged in shadow at most, the newest ones.")
            .define(
                    "evaluation.capture.ahead",
                    Type.STRING,
                    "P1D",
                    positive(),
                    LOW,
                    "A capture time further ahead of the record's timestamp is not believed.")
            .define(
                    "evaluation.capture.behind",
                    Type.STRING,
                    "P365D",
                    positive(),
                    LOW,
                    "A capture time further behind the record's timestamp is not believed.");

    public EvaluationSettings {
        requirePositive("commitInterval", commitInterval);
        requirePositive("retention", retention);
        requirePositive("window", window);
        requirePositive("emitInterval", emitInterval);
        requirePositive("encoderWait", encoderWait);
        requirePositive("captureMostAhead", captureMostAhead);
        requirePositive("captureMostBehind", captureMostBehind);
        if (labelHorizon.isNegative()) {
            throw new IllegalArgumentException("labelHorizon must not be negative: " + labelHorizon);
        }
        if (partitions < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "partitions and threads must be positive: " + partitions + ", " + threads);
        }
    }

    /** @throws SettingsException naming the setting that is unknown or invalid */
    public static EvaluationSettings from(Settings settings, PlatformSettings platform) {
        Map<String, Object> values = settings.read(DEFINITION);
        String directory = text(values, "evaluation.state.dir");
        int partitions = PlatformSettings.get(values, "evaluation.partitions", Integer.class);
        return new EvaluationSettings(
                text(values, "evaluation.application.id"),
                text(values, "evaluation.instance.id"),
                directory.isEmpty() ? temporary() : Path.of(directory),
                PlatformSettings.get(values, "evaluation.threads", Integer.class),
                partitions == 0 ? platform.topicPartitions() : partitions,
                duration(values, "evaluation.commit.interval"),
                duration(values, "evaluation.retention"),
                duration(values, "evaluation.window"),
                duration(values, "evaluation.emit.interval"),
                PlatformSettings.get(values, "evaluation.slices", Integer.class),
                PlatformSettings.get(values, "evaluation.level", Double.class),
                PlatformSettings.get(values, "evaluation.margin", Double.class),
                duration(values, "evaluation.label.horizon"),
                PlatformSettings.get(values, "evaluation.run.length", Long.class),
                PlatformSettings.get(values, "evaluation.drift.rate", Long.class),
                duration(values, "evaluation.encoder.wait"),
                PlatformSettings.get(values, "evaluation.candidates", Integer.class),
                duration(values, "evaluation.capture.ahead"),
                duration(values, "evaluation.capture.behind"));
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"), "pentimento", "evaluation");
    }

    private static String text(Map<String, Object> values, String name) {
        return PlatformSettings.get(values, name, String.class);
    }

    private static Duration duration(Map<String, Object> values, String name) {
        return Duration.parse(text(values, name));
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + " must be at least a millisecond: " + value);
        }
    }

    private static ConfigDef.Validator positive() {
        return duration(1);
    }

    private static ConfigDef.Validator duration(long leastMillis) {
        String allowed = "a duration of at least "
                + (leastMillis == 0 ? "zero" : "a millisecond")
                + " as ISO 8601 writes it, such as PT30S or P30D";
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    try {
                        if (Duration.parse(String.valueOf(value)).toMillis() < leastMillis) {
                            throw new ConfigException(name, value, "must be " + allowed);
                        }
                    } catch (DateTimeParseException | ArithmeticException e) {
                        throw new ConfigException(name, value, "must be " + allowed);
                    }
                },
                () -> allowed);
    }

    private static ConfigDef.Validator share(double least) {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof Double number && number >= least && number < 1)) {
                        throw new ConfigException(name, value, "must be at least " + least + " and below 1");
                    }
                },
                () -> "[" + least + ",...,1)");
    }
}

package dev.pentimento.evaluation;

import static dev.pentimento.platform.settings.Setting.duration;
import static dev.pentimento.platform.settings.Setting.integer;
import static dev.pentimento.platform.settings.Setting.longInteger;
import static dev.pentimento.platform.settings.Setting.share;
import static dev.pentimento.platform.settings.Setting.text;

import dev.pentimento.evaluation.drift.DriftSettings;
import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.quality.QualitySettings;
import dev.pentimento.evaluation.requests.RequestSettings;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Setting;
import dev.pentimento.platform.settings.SettingValues;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsDefinition;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.platform.settings.TopicSettings;
import dev.pentimento.statistics.requests.RequestBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of the evaluation stream.
 *
 * @param applicationId name of the consumer group and of the internal topics, without the topics' prefix
 * @param instanceId name of this instance for static membership; empty: none
 * @param sessionTimeout how long the group waits for a missing instance before others take over its tasks
 * @param standbyReplicas other instances that keep a copy of each task's state
 * @param stateDirectory folder for the state
 * @param stateMemory bytes outside the heap that all stores of the state may use together
 * @param threads threads of the stream
 * @param partitions partitions of the internal topics in which images are joined with their labels
 * @param commitInterval longest time between two commits
 * @param retention how long an image waits for its label, and a label for its image
 * @param window length of the windows of quality and drift
 * @param emitInterval shortest time between two revisions of a window
 * @param slices largest number of sources with figures of their own
 * @param level largest probability that a verdict is wrong
 * @param margin difference in accuracy within which arms are equivalent
 * @param labelHorizon how long a verdict waits for the labels of earlier images; zero: not at all
 * @param runLength mean number of images between two false drift alarms, at least
 * @param driftRate images per second on which drift is measured; a faster stream is sampled
 * @param harmMargin loss of accuracy that is not harm yet
 * @param harmRunLength mean number of labels between two false alarms of harm, at least
 * @param encoderWait how long a batch waits for a version with its encoder to be published
 * @param candidates largest number of candidates judged in shadow
 * @param captureMostAhead how far a believable capture time may lie after the record's timestamp
 * @param captureMostBehind how far a believable capture time may lie before the record's timestamp
 * @param requestsPerHour images drawn for a label per hour, over all partitions; 0: none
 * @param requestShare largest share of all images drawn for a label
 * @param embeddingPartitions partitions of the topic of embeddings, which share the requests
 */
public record EvaluationSettings(
        String applicationId,
        String instanceId,
        Duration sessionTimeout,
        int standbyReplicas,
        Path stateDirectory,
        long stateMemory,
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
        double harmMargin,
        long harmRunLength,
        Duration encoderWait,
        int candidates,
        Duration captureMostAhead,
        Duration captureMostBehind,
        long requestsPerHour,
        double requestShare,
        int embeddingPartitions) {

    public static final SettingsDefinition DEFINITION = new SettingsDefinition("Evaluation stream");

    private static final String NAME_CHARACTERS = "letters, digits, dots, underscores and hyphens";
    /** With less memory, stores write tiny files, and read indexes repeatedly. */
    private static final long LEAST_STATE_MEMORY = 16L << 20;

    private static final String MILLISECOND = "PT0.001S";

    private static final Setting<String> APPLICATION_ID = DEFINITION.add(text(
            "evaluation.application.id",
            "evaluation",
            "[a-zA-Z0-9._-]{1,100}",
            "1 to 100 " + NAME_CHARACTERS,
            "Name of the consumer group and of the internal topics, without the prefix of the topics."));
    private static final Setting<String> INSTANCE_ID = DEFINITION.add(text(
            "evaluation.instance.id",
            "",
            "[a-zA-Z0-9._-]{0,100}",
            "up to 100 " + NAME_CHARACTERS,
            "Name of this instance for static membership, so that a restart moves no task. Empty: no static"
                    + " membership."));
    /** The bounds are those of a broker with default settings. */
    private static final Setting<Duration> SESSION_TIMEOUT = DEFINITION.add(duration(
            "evaluation.session.timeout",
            "PT10S",
            "PT6S",
            "PT30M",
            "How long an instance may be gone before others take over its tasks. With `evaluation.instance.id`, longer"
                    + " than a restart takes."));

    private static final Setting<Integer> STANDBY_REPLICAS = DEFINITION.add(integer(
            "evaluation.standby.replicas",
            0,
            0,
            10,
            "Other instances that keep a copy of each task's state, so that they can take over without reading it."));
    private static final Setting<String> STATE_DIR =
            DEFINITION.add(text("evaluation.state.dir", "", ".*", "any", "Folder for the state.")
                    .showingDefault("`pentimento/evaluation` in the folder for temporary files"));
    private static final Setting<Long> STATE_MEMORY = DEFINITION.add(longInteger(
            "evaluation.state.memory",
            256L << 20,
            LEAST_STATE_MEMORY,
            "Memory outside the heap that all stores of the state may take together, in bytes: blocks of files,"
                    + " indexes, filters and write buffers."));
    private static final Setting<Integer> THREADS =
            DEFINITION.add(integer("evaluation.threads", 1, 1, 1024, "Threads of the stream."));
    private static final Setting<Integer> PARTITIONS = DEFINITION.add(integer(
            "evaluation.partitions",
            0,
            0,
            10_000,
            "Partitions of the internal topics in which images meet their labels. The first start fixes it."
                    + " `0` takes `topic.partitions`."));
    private static final Setting<Duration> COMMIT_INTERVAL = DEFINITION.add(duration(
            "evaluation.commit.interval",
            "PT0.1S",
            MILLISECOND,
            "Longest time between two commits. Consumers see results after the commit. Predictions are committed"
                    + " earlier while the stream has nothing more to do."));
    private static final Setting<Duration> RETENTION = DEFINITION.add(duration(
            "evaluation.retention",
            "P30D",
            MILLISECOND,
            "How long an image waits for its label, and a label for its image."));
    private static final Setting<Duration> WINDOW = DEFINITION.add(
            duration("evaluation.window", "PT1M", MILLISECOND, "Length of the windows of quality and drift."));
    private static final Setting<Duration> EMIT_INTERVAL = DEFINITION.add(duration(
            "evaluation.emit.interval", "PT0.5S", MILLISECOND, "Shortest time between two revisions of a window."));
    private static final Setting<Integer> SLICES = DEFINITION.add(integer(
            "evaluation.slices",
            20,
            0,
            1000,
            "Largest number of sources with figures of their own. The most frequent sources have them."));
    private static final Setting<Double> LEVEL =
            DEFINITION.add(share("evaluation.level", 0.05, false, "Largest probability that a verdict is wrong."));
    private static final Setting<Double> MARGIN = DEFINITION.add(share(
            "evaluation.margin",
            0.01,
            true,
            "Difference in accuracy that does not matter. Within it, arms are equivalent."));
    private static final Setting<Duration> LABEL_HORIZON = DEFINITION.add(duration(
            "evaluation.label.horizon",
            "PT0S",
            "PT0S",
            "How long a verdict waits for the labels of earlier images, so that it counts labels in the order of the"
                    + " images. `PT0S` counts labels as they come."));
    private static final Setting<Long> RUN_LENGTH = DEFINITION.add(longInteger(
            "evaluation.run.length", 100_000, 640, "Mean number of images between two false drift alarms, at least."));
    private static final Setting<Long> DRIFT_RATE = DEFINITION.add(longInteger(
            "evaluation.drift.rate",
            1_000,
            1,
            "Images per second and instance on which drift is measured. On a faster stream, drift is measured on a"
                    + " random sample of about this size, and each window reports the sampled share."));
    private static final Setting<Double> HARM_MARGIN = DEFINITION.add(share(
            "evaluation.harm.margin",
            0.05,
            true,
            "Loss of accuracy, compared with the held-out images, beyond which the alarm of harm is raised."));
    private static final Setting<Long> HARM_RUN_LENGTH = DEFINITION.add(longInteger(
            "evaluation.harm.run.length",
            5_000,
            100,
            "Mean number of labelled images between two false alarms of harm by labels, at least."));
    private static final Setting<Duration> ENCODER_WAIT = DEFINITION.add(duration(
            "evaluation.encoder.wait",
            "PT5M",
            MILLISECOND,
            "How long a batch waits for a version with its encoder to be published. If there is such a version, it"
                    + " waits until one can be loaded."));
    private static final Setting<Integer> CANDIDATES = DEFINITION.add(integer(
            "evaluation.candidates",
            5,
            0,
            100,
            "Largest number of candidates that are judged in shadow. The newest candidates are taken."));
    private static final Setting<Duration> CAPTURE_AHEAD = DEFINITION.add(duration(
            "evaluation.capture.ahead",
            "P1D",
            MILLISECOND,
            "How far a capture time may lie after the record's timestamp. Beyond it, the timestamp is used instead."));
    private static final Setting<Duration> CAPTURE_BEHIND = DEFINITION.add(duration(
            "evaluation.capture.behind",
            "P365D",
            MILLISECOND,
            "How far a capture time may lie before the record's timestamp. Beyond it, the timestamp is used instead."));

    private static final Setting<Long> REQUESTS_PER_HOUR = DEFINITION.add(longInteger(
            "evaluation.label.requests.per.hour",
            0,
            0,
            "Images that the evaluation draws for a label each hour, on average at most; their requests are in"
                    + " `label-requests`. Each of the `topic.partitions` partitions draws its part. 0: no requests. The"
                    + " partitions of `embeddings` must stay as they are once there have been requests."));
    private static final Setting<Double> REQUESTS_SHARE = DEFINITION.add(share(
            "evaluation.label.requests.share",
            0.1,
            false,
            "Largest share of all images that is drawn for a label, on average."));

    /** A sentence for each topic whose records Kafka may delete while late labels still add to them. */
    List<String> deletedTooSoon(TopicSettings topics) {
        return Stream.of(Topic.OUTCOMES, Topic.PREDICTION_QUALITY, Topic.EMBEDDING_DRIFT)
                .map(Topic::baseName)
                .filter(topic -> topics.retention(topic)
                        .filter(kept -> kept.compareTo(retention) < 0)
                        .isPresent())
                .map(topic -> RETENTION + " is " + retention + " but topic.retention." + topic.replace('-', '.')
                        + " is " + topics.retention(topic).orElseThrow() + ": what late labels add is deleted too soon")
                .toList();
    }

    /** How images are assigned to windows. */
    public EventTime eventTime() {
        return new EventTime(window, captureMostAhead, captureMostBehind);
    }

    WindowSettings windows() {
        return new WindowSettings(window, emitInterval, slices, retention, captureMostBehind);
    }

    /** The settings for quality. */
    public QualitySettings quality() {
        return new QualitySettings(windows(), level, margin, labelHorizon);
    }

    /** The settings for drift. */
    public DriftSettings drift() {
        return new DriftSettings(windows(), runLength, new HarmSettings(harmMargin, harmRunLength));
    }

    /** The settings for label requests. Each partition gets the same part of the budget. */
    public RequestSettings requests() {
        return new RequestSettings(
                new RequestBudget((double) requestsPerHour / embeddingPartitions, requestShare), retention);
    }

    /** @throws SettingsException that names an unknown or invalid setting */
    public static EvaluationSettings from(Settings settings, PlatformSettings platform) {
        SettingValues values = settings.read(DEFINITION);
        String directory = values.get(STATE_DIR);
        int partitions = values.get(PARTITIONS);
        return new EvaluationSettings(
                values.get(APPLICATION_ID),
                values.get(INSTANCE_ID),
                values.get(SESSION_TIMEOUT),
                values.get(STANDBY_REPLICAS),
                directory.isEmpty() ? temporary() : Path.of(directory),
                values.get(STATE_MEMORY),
                values.get(THREADS),
                partitions == 0 ? platform.topicPartitions() : partitions,
                values.get(COMMIT_INTERVAL),
                values.get(RETENTION),
                values.get(WINDOW),
                values.get(EMIT_INTERVAL),
                values.get(SLICES),
                values.get(LEVEL),
                values.get(MARGIN),
                values.get(LABEL_HORIZON),
                values.get(RUN_LENGTH),
                values.get(DRIFT_RATE),
                values.get(HARM_MARGIN),
                values.get(HARM_RUN_LENGTH),
                values.get(ENCODER_WAIT),
                values.get(CANDIDATES),
                values.get(CAPTURE_AHEAD),
                values.get(CAPTURE_BEHIND),
                values.get(REQUESTS_PER_HOUR),
                values.get(REQUESTS_SHARE),
                platform.topicPartitions());
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"), "pentimento", "evaluation");
    }
}

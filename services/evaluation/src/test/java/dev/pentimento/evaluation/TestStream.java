package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.pacing.CommitPaces;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.Label;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.ServingVersions;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The topology with fake networks, fed and read event by event. */
public final class TestStream implements AutoCloseable {
    public static final String ENCODER = "e1";
    public static final List<String> CLASSES = List.of("cat", "dog", "owl");
    public static final Instant BEGIN = Instant.parse("2026-03-01T10:00:10Z");

    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final Health health = new Health();
    /** Its clock goes on by a millisecond each time that somebody looks at it: every wait ends. */
    public final ServingVersions versions = new ServingVersions(this::nextMillisecond);

    public final EvaluationSettings settings;
    private final Events events;
    private final Topics topics;
    private final TopologyDescription description;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> embeddings;
    private final TestInputTopic<byte[], byte[]> labels;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Instant> predictionTimes = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<LabelRequest> labelRequests = new ArrayList<>();
    private final List<QualityWindow> quality = new ArrayList<>();
    private final List<DriftWindow> drift = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<EmbeddingBatch> batches = new ArrayList<>();
    private Headers letterHeaders = new RecordHeaders();
    private final Path directory;
    private final Map<String, String> changed;
    private final LastingStores stores;
    private final SetAsideRecords setAside;
    private final Tracing tracing;
    /** Of the records so far. */
    private final Map<Topic, List<Headers>> headers = new EnumMap<>(Topic.class);

    private long nextOffset;
    private Instant now = BEGIN;
    private Instant wall = BEGIN;
    /** How far the machine's clock is from that of the brokers. */
    private Duration wrong = Duration.ZERO;

    private Instant milliseconds = BEGIN;
    private boolean closed;

    public TestStream(Path state, Map<String, String> changed) {
        this(state, changed, new LastingStores());
    }

    TestStream(Path state, Map<String, String> changed, LastingStores stores) {
        this(state, changed, stores, new SetAsideRecords(new SimpleMeterRegistry()), Tracing.OFF);
    }

    /** With spans. */
    TestStream(Path state, LastingStores stores, Tracing tracing) {
        this(state, Map.of(), stores, new SetAsideRecords(new SimpleMeterRegistry()), tracing);
    }

    private TestStream(
            Path state, Map<String, String> changed, LastingStores stores, SetAsideRecords setAside, Tracing tracing) {
        this.setAside = setAside;
        this.tracing = tracing;
        directory = state;
        this.stores = stores;
        this.changed = changed;
        Map<String, String> raw = new HashMap<>(Map.of(
                "evaluation.partitions",
                "1",
                "evaluation.state.dir",
                state.toString(),
                "evaluation.encoder.wait",
                "PT0.001S",
                "evaluation.drift.rate", // all events come in the same second
                "1000000000"));
        raw.putAll(changed);
        InMemoryAvro.settings().forEach((name, value) -> raw.put("kafka." + name, value));
        Settings all = Settings.of(raw);
        PlatformSettings platform = PlatformSettings.from(all);
        settings = EvaluationSettings.from(all, platform);
        topics = new Topics(platform);
        events = new Events(platform, topics);
        versions.swap(version("v1", ENCODER, new FakeJudge(3, true)), List.of());
        ServiceContext context = new ServiceContext(
                platform, new KafkaClients(platform), topics, events, metrics, health, () -> now.plus(wrong));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "evaluation");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        StreamSettings.records(properties, () -> clock().plus(wrong), setAside);
        CommitPaces paces = new CommitPaces(settings.commitInterval(), this::clock);
        Topology topology =
                EvaluationTopology.build(settings, context, versions, setAside, tracing, paces, stores::supplier);
        description = topology.describe();
        driver = new TopologyTestDriver(topology, properties, BEGIN);
        embeddings = input(Topic.EMBEDDINGS);
        labels = input(Topic.LABELS);
    }

    public TestStream(Path state) {
        this(state, Map.of());
    }

    public static LoadedVersion version(String id, String encoder, FakeJudge judge) {
        return LoadedVersion.of(id, encoder, CLASSES, judge, null);
    }

    private Instant nextMillisecond() {
        milliseconds = milliseconds.plusMillis(1);
        return milliseconds;
    }

    TopologyDescription description() {
        return description;
    }

    private TestInputTopic<byte[], byte[]> input(Topic topic) {
        return driver.createInputTopic(topics.name(topic), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static EmbeddedImage image(String id, long offset, Instant timestamp) {
        return new EmbeddedImage(id, offset, timestamp, null, null);
    }

    public EmbeddedImage image(String id) {
        return image(id, nextOffset++, BEGIN);
    }

    public EmbeddedImage image(String id, String source, Instant timestamp, Instant capturedAt) {
        return new EmbeddedImage(id, nextOffset++, timestamp, capturedAt, source);
    }

    /** Of one encoder. */
    public void embed(List<EmbeddedImage> images, float[]... vectors) {
        embed(images, Map.of(ENCODER, FloatMatrix.ofRows(vectors, 3)));
    }

    public void embed(List<EmbeddedImage> images, Map<String, FloatMatrix> sections) {
        List<EmbeddingSection> written = new ArrayList<>();
        sections.forEach((encoder, matrix) ->
                written.add(new EmbeddingSection(encoder, matrix.columns(), matrix.toLittleEndian())));
        Instant latest = images.stream()
                .map(EmbeddedImage::getTimestamp)
                .max(Instant::compareTo)
                .orElse(BEGIN);
        embed(images, written, latest.isAfter(BEGIN) ? latest : BEGIN, latest);
    }

    /** A batch of any times, of one encoder. */
    public void embedAt(Instant embeddedAt, Instant recordTime, List<EmbeddedImage> images, float[]... vectors) {
        FloatMatrix matrix = FloatMatrix.ofRows(vectors, 3);
        embed(
                images,
                List.of(new EmbeddingSection(ENCODER, matrix.columns(), matrix.toLittleEndian())),
                embeddedAt,
                recordTime);
    }

    /**
     * @param embeddedAt by the clock of the embedding service
     * @param recordTime timestamp of the batch's record
     */
    private void embed(
            List<EmbeddedImage> images, List<EmbeddingSection> sections, Instant embeddedAt, Instant recordTime) {
        EmbeddingBatch batch = new EmbeddingBatch(7, images, sections, embeddedAt);
        batches.add(batch);
        embeddings.pipeInput(new TestRecord<>(null, events.write(Topic.EMBEDDINGS, batch), recordTime));
        read();
    }

    /** One batch whose record has headers. */
    void embed(List<EmbeddedImage> images, Headers headers, float[]... vectors) {
        FloatMatrix matrix = FloatMatrix.ofRows(vectors, 3);
        EmbeddingSection section = new EmbeddingSection(ENCODER, matrix.columns(), matrix.toLittleEndian());
        EmbeddingBatch batch = new EmbeddingBatch(7, images, List.of(section), BEGIN);
        embeddings.pipeInput(new TestRecord<>(null, events.write(Topic.EMBEDDINGS, batch), headers, BEGIN));
        read();
    }

    void label(String id, String label, Headers headers) {
        labelBytes(new byte[] {1}, events.write(Topic.LABELS, new Label(id, label, null, null, false)), headers);
    }

    /** Of the records of a topic so far. */
    List<Headers> headers(Topic topic) {
        return headers.getOrDefault(topic, List.of());
    }

    /** An image that the classifier takes for the class, and the correction for another if it is cat or dog. */
    public void image(String id, String takenFor) {
        embed(List.of(image(id)), vector(takenFor));
    }

    public static float[] vector(String takenFor) {
        float[] vector = {0.1f, 0.2f, 0.3f};
        vector[CLASSES.indexOf(takenFor)] += 2;
        return vector;
    }

    public void label(String id, String label) {
        label(id, label, BEGIN);
    }

    public void label(String id, String label, Instant at) {
        labelBytes(events.write(Topic.LABELS, new Label(id, label, null, null, false)), at);
    }

    public void labelledAt(String id, String label, Instant labelledAt) {
        labelBytes(events.write(Topic.LABELS, new Label(id, label, labelledAt, null, false)), BEGIN);
    }

    public void labelBytes(byte[] value, Instant at) {
        labels.pipeInput(new TestRecord<>(new byte[] {1}, value, at));
        read();
    }

    public void labelBytes(byte[] key, byte[] value, Headers headers) {
        labels.pipeInput(new TestRecord<>(key, value, headers, BEGIN));
        read();
    }

    public void embeddingBytes(byte[] value) {
        embeddings.pipeInput(new TestRecord<>(null, value, BEGIN));
        read();
    }

    /** Only the clock goes on: nothing is done that is due. */
    public void tick(Duration time) {
        now = now.plus(time);
    }

    public void pass(Duration time) {
        wall = wall.plus(time);
        driver.advanceWallClockTime(time);
        read();
    }

    /** From now on the machine's clock is so far from that of the brokers. */
    void wrongClock(Duration wrong) {
        this.wrong = wrong;
    }

    /** A label that claims to answer a request. */
    void answer(String id, String label) {
        labelBytes(events.write(Topic.LABELS, new Label(id, label, null, null, true)), BEGIN);
    }

    List<LabelRequest> labelRequests() {
        return labelRequests;
    }

    /** Timestamps of the records of predictions. */
    List<Instant> predictionTimes() {
        return predictionTimes;
    }

    private void read() {
        read(Topic.PREDICTIONS, Prediction.class, predictions);
        read(Topic.OUTCOMES, Outcome.class, outcomes);
        read(Topic.LABEL_REQUESTS, LabelRequest.class, labelRequests);
        read(Topic.PREDICTION_QUALITY, QualityWindow.class, quality);
        read(Topic.EMBEDDING_DRIFT, DriftWindow.class, drift);
        readDeadLetters();
    }

    private <T extends SpecificRecord> void read(Topic topic, Class<T> type, List<T> into) {
        records(topics.name(topic)).forEach(record -> {
            into.add(event(topic, record.value(), type));
            headers.computeIfAbsent(topic, none -> new ArrayList<>()).add(record.headers());
        });
    }

    private List<TestRecord<byte[], byte[]>> records(String topic) {
        List<TestRecord<byte[], byte[]>> records = driver.createOutputTopic(
                        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
        assertThat(records)
                .as("what brokers accept")
                .allSatisfy(record -> assertThat(record.timestamp())
                        .isBetween(0L, clock().plus(Duration.ofHours(1)).toEpochMilli()));
        if (topic.equals(topics.name(Topic.PREDICTIONS))) {
            records.forEach(record -> predictionTimes.add(record.getRecordTime()));
        }
        return records;
    }

    private Instant clock() {
        return wall.isAfter(now) ? wall : now;
    }

    private void readDeadLetters() {
        records(topics.name(Topic.DEAD_LETTERS)).forEach(record -> {
            deadLetters.add(event(Topic.DEAD_LETTERS, record.value(), DeadLetter.class));
            letterHeaders = record.headers();
        });
    }

    <T extends SpecificRecord> T event(Topic topic, byte[] value, Class<T> type) {
        try {
            return events.read(topic, value, type);
        } catch (UnusableRecordException e) {
            throw new AssertionError(e);
        }
    }

    SetAsideRecords setAside() {
        return setAside;
    }

    /** Batches of embeddings so far. */
    public List<EmbeddingBatch> batches() {
        return batches;
    }

    /** Of the last dead letter. */
    public Headers letterHeaders() {
        return letterHeaders;
    }

    /** What was written since the last call to a topic between two steps, such as {@code drift-counts}. */
    public List<byte[]> between(String steps) {
        return records(internal(steps)).stream().map(TestRecord::value).toList();
    }

    /** Hands the later steps what {@link #between} gave, as if a task of another partition had written it. */
    public void handOn(String steps, byte[] value) {
        handOn(steps, null, value);
    }

    public void handOn(String steps, byte[] key, byte[] value) {
        driver.createInputTopic(internal(steps), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, BEGIN));
        read();
    }

    private static String internal(String steps) {
        return "evaluation-" + steps + "-repartition";
    }

    public List<Prediction> predictions() {
        return predictions;
    }

    public List<Outcome> outcomes() {
        return outcomes;
    }

    public List<DeadLetter> deadLetters() {
        return deadLetters;
    }

    public List<DriftWindow> drift() {
        return drift;
    }

    /** The latest revision of each window, by slice and start ({@code total} without one). */
    public Map<String, QualityWindow> quality() {
        pass(Duration.ofSeconds(1)); // counts go to the aggregate
        pass(Duration.ofSeconds(1)); // which writes what has changed
        Map<String, QualityWindow> latest = new LinkedHashMap<>();
        for (QualityWindow window : quality) {
            latest.put(
                    window.getModelVersion() + "|" + window.getSlice() + "|"
                            + (window.getWindowStart() == null ? "total" : window.getWindowStart()),
                    window);
        }
        return latest;
    }

    /** How many entries a store has. */
    public int entries(String store) {
        int entries = 0;
        try (KeyValueIterator<byte[], byte[]> all =
                driver.<byte[], byte[]>getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }

    public double counter(String name) {
        return metrics.get("pentimento.evaluation." + name).counter().count();
    }

    /** The same stream after a restart. */
    public TestStream restarted() {
        close();
        TestStream again = new TestStream(directory, changed, stores, setAside, tracing);
        again.nextOffset = nextOffset;
        again.predictions.addAll(predictions);
        return again;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        driver.close();
        versions.close();
        events.close();
    }
}

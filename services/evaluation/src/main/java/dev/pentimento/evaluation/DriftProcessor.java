package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.LoadedVersion;
import dev.pentimento.evaluation.models.Reference;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.statistics.drift.DriftCounts;
import dev.pentimento.statistics.drift.DriftDetector;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.DriftSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps the detectors in the order of the log, describes windows, and tells of alarms at once. */
final class DriftProcessor extends ContextualProcessor<byte[], byte[], byte[], Routed> {
    static final String DETECTORS = "drift-detectors";
    static final String WINDOWS = "drift-windows";
    static final String CHANGED = "drift-changed";
    static final String SOURCES = "drift-sources";

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(DriftProcessor.class);

    private final EvaluationSettings settings;
    private final Surroundings surroundings;
    private @Nullable Stores stores;

    DriftProcessor(EvaluationSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** What a task has while it runs. */
    private record Stores(
            Detectors detectors,
            KeyValueStore<byte[], byte[]> windows,
            KeyValueStore<byte[], byte[]> changed,
            FrequentSources sources,
            Sweep sweep) {}

    @Override
    public void init(ProcessorContext<byte[], Routed> context) {
        super.init(context);
        KeyValueStore<byte[], byte[]> windows = context.getStateStore(WINDOWS);
        stores = new Stores(
                new Detectors(context.getStateStore(DETECTORS)),
                windows,
                context.getStateStore(CHANGED),
                new FrequentSources(context.getStateStore(SOURCES), settings.slices()),
                new Sweep(windows, settings.retention()));
        context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, now -> emit());
        context.schedule(JoinProcessor.SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    private Stores stores() {
        if (stores == null) {
            throw new IllegalStateException("init() comes first");
        }
        return stores;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        DriftBatch batch = DriftBatch.fromBytes(record.value());
        Optional<Reference> reference = reference(batch.referenceId());
        if (reference.isEmpty()) {
            LOG.warn("lost the drift counts of a batch: nobody has the reference {} any more", batch.referenceId());
            surroundings.instruments().driftCountsLost();
        } else {
            step(batch, reference.get());
        }
    }

    /** Forgets windows to which no image can belong any more. Their last records stay in the topic. */
    private void sweep(long wallClockMillis) {
        long now =
                EventTime.believable(context().currentStreamTimeMs(), context().currentSystemTimeMs());
        long changing = settings.captureMostBehind().plus(settings.retention()).toMillis();
        stores().sweep().step(wallClockMillis, stored -> {
            long start = DriftKey.fromBytes(stored).windowStartMillis();
            if (now - start - settings.window().toMillis() > changing) {
                stores().windows().delete(stored);
                stores().changed().delete(stored);
            }
        });
    }

    /** Waits a little at a time, as for networks; empty when the wait is over. */
    private Optional<Reference> reference(String id) {
        try {
            Duration left = settings.encoderWait().minus(surroundings.versions().waitedForReference(id));
            Duration patience = left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left;
            Optional<Reference> reference = surroundings.versions().reference(id, patience);
            Duration waited = surroundings.versions().waitedForReference(id);
            if (reference.isEmpty() && waited.compareTo(settings.encoderWait()) < 0) {
                throw new NetworksNotReadyException("waiting for the drift reference " + id);
            }
            return reference;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworksNotReadyException("interrupted while waiting for the drift reference " + id);
        }
    }

    private void step(DriftBatch batch, Reference reference) {
        for (DriftBatch.Group group : batch.groups()) {
            if (group.source() != null) {
                stores().sources().add(batch.referenceId(), group.source(), group.images());
            }
        }
        Set<String> leading = stores().sources().leading(batch.referenceId());
        Map<String, List<DriftBatch.Group>> slices = new LinkedHashMap<>();
        for (DriftBatch.Group group : batch.groups()) {
            slices.computeIfAbsent(QualityKey.ALL, none -> new ArrayList<>()).add(group);
            if (group.source() != null && leading.contains(group.source())) {
                slices.computeIfAbsent(QualityKey.SOURCE + group.source(), none -> new ArrayList<>())
                        .add(group);
            }
        }
        slices.forEach((slice, groups) ->
                step(batch, reference, slice, groups, slice.equals(QualityKey.ALL) ? leading : Set.of()));
    }

    /** @param sources that are told apart within the slice */
    private void step(
            DriftBatch batch, Reference reference, String slice, List<DriftBatch.Group> groups, Set<String> sources) {
        DriftCounts counts = reference.drift().noCounts();
        long last = 0;
        long lastWindow = 0;
        List<String> examples = new ArrayList<>();
        Map<String, Long> bySource = new TreeMap<>();
        for (DriftBatch.Group group : groups) {
            counts = counts.plus(reference.drift().sums(group.sums()).counts());
            last = Math.max(last, group.lastMillis());
            lastWindow = Math.max(lastWindow, group.windowStartMillis());
            examples.addAll(group.examples());
            if (group.source() != null && sources.contains(group.source())) {
                bySource.merge(group.source(), group.images(), Long::sum);
            }
            describe(batch, reference.drift(), slice, group);
        }
        Detectors.Step step =
                new Detectors.Step(counts, last, examples.subList(0, Math.min(4, examples.size())), bySource);
        boolean told = stores().detectors().step(reference, slice, runLength(slice), step);
        if (told) {
            DriftWindow window = emit(new DriftKey(reference.id(), batch.encoderId(), slice, lastWindow), reference);
            if (window != null && window.getAlarm() != null) {
                log(window, window.getAlarm());
            }
        }
    }

    private static void log(DriftWindow window, DriftAlarm alarm) {
        LOG.atInfo()
                .addKeyValue("alarm", alarm.getId())
                .addKeyValue("slice", window.getSlice())
                .addKeyValue("version", window.getModelVersion())
                .log(
                        "drift alarm {} of slice {}: {} at image {}, began about image {}; moved: {}",
                        alarm.getId(),
                        window.getSlice(),
                        alarm.getState(),
                        window.getImagesSinceReference(),
                        alarm.getStartedAtImage(),
                        alarm.getScores());
    }

    /** A slice of one source among many gets its share of the false alarms that all of them may give. */
    private double runLength(String slice) {
        return (double) settings.runLength() * (slice.equals(QualityKey.ALL) ? 1 : settings.slices());
    }

    private void describe(DriftBatch batch, DriftReference reference, String slice, DriftBatch.Group group) {
        byte[] key = new DriftKey(batch.referenceId(), batch.encoderId(), slice, group.windowStartMillis()).toBytes();
        StoredDrift known = StoredDrift.fromBytes(stores().windows().get(key));
        DriftSums sums = reference.sums(group.sums());
        DriftSums merged = known == null ? sums : reference.sums(known.sums()).plus(sums);
        long revision = known == null ? 0 : known.revision();
        long streamed = Math.round(group.images() / batch.share()) + (known == null ? 0 : known.streamed());
        StoredDrift next = new StoredDrift(
                revision, batch.version(), displacement(known, batch, group), streamed, merged.toArray());
        stores().windows().put(key, next.toBytes());
        stores().changed().put(key, new byte[] {1});
    }

    /** Of one correction: where the champion changed within a window, of the one that answered last. */
    private static @Nullable Displacement displacement(
            @Nullable StoredDrift known, DriftBatch batch, DriftBatch.Group group) {
        Displacement moved = group.displacement();
        Displacement before = known == null || !known.version().equals(batch.version()) ? null : known.displacement();
        return moved == null || before == null ? moved : before.plus(moved);
    }

    private void emit() {
        List<byte[]> changed = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> all = stores().changed().all()) {
            all.forEachRemaining(entry -> changed.add(entry.key));
        }
        for (byte[] stored : changed) {
            DriftKey key = DriftKey.fromBytes(stored);
            surroundings.versions().reference(key.referenceId()).ifPresent(reference -> emit(key, reference));
        }
        reference().ifPresent(this::show);
    }

    /** The champion's. */
    private Optional<Reference> reference() {
        return surroundings.versions().champion().map(LoadedVersion::reference);
    }

    private void show(Reference reference) {
        Map<String, DriftDetector> detectors = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(QualityKey.ALL),
                        stores().sources().leading(reference.id()).stream().map(source -> QualityKey.SOURCE + source))
                .forEach(slice -> detectors.put(
                        slice,
                        stores().detectors()
                                .of(reference, slice, runLength(slice))
                                .detector()));
        surroundings.instruments().drift().show(detectors);
    }

    @Override
    public void close() {
        surroundings.instruments().drift().clear();
    }

    private @Nullable DriftWindow emit(DriftKey key, Reference reference) {
        byte[] stored = key.toBytes();
        StoredDrift known = StoredDrift.fromBytes(stores().windows().get(stored));
        if (known == null) {
            return null;
        }
        StoredDrift next = known.revised();
        stores().windows().put(stored, next.toBytes());
        stores().changed().delete(stored);
        DriftWindow window = window(key, next, reference);
        if (key.slice().equals(QualityKey.ALL)
                && reference().filter(reference::equals).isPresent()) {
            surroundings.instruments().drift().show(window);
        }
        byte[] event = surroundings.events().write(Topic.EMBEDDING_DRIFT, window);
        context()
                .forward(new Record<>(
                        Bytes.ofText(key.recordKey()),
                        new Routed(Route.DRIFT, event),
                        Math.max(0, context().currentStreamTimeMs())));
        return window;
    }

    private DriftWindow window(DriftKey key, StoredDrift stored, Reference reference) {
        SliceDrift drift = stores().detectors().of(reference, key.slice(), runLength(key.slice()));
        return DriftWindows.of(key, stored, reference, drift, settings.window());
    }
}

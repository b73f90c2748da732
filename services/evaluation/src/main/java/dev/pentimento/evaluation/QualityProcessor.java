package dev.pentimento.evaluation;

import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Merges the counts of all tasks and writes the windows that have changed. */
final class QualityProcessor extends ContextualProcessor<byte[], byte[], byte[], Routed> {
    static final String TALLIES = "quality-tallies";
    static final String CHANGED = "quality-changed";
    static final String SOURCES = "quality-sources";
    static final String WAITING = "quality-waiting";

    private static final byte[] MARK = {1};

    private final EvaluationSettings settings;
    private final Surroundings surroundings;
    private final QualityWindows windows;
    private @Nullable Stores stores;

    QualityProcessor(EvaluationSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        windows = new QualityWindows(settings.window(), new VerdictRule(settings.level(), settings.margin()));
    }

    /** What a task has while it runs; {@code leading} holds the slices written so far by version. */
    private record Stores(
            KeyValueStore<byte[], byte[]> tallies,
            KeyValueStore<byte[], byte[]> changed,
            FrequentSources sources,
            Sweep sweep,
            Turns turns,
            Map<String, Set<String>> leading) {}

    @Override
    public void init(ProcessorContext<byte[], Routed> context) {
        super.init(context);
        KeyValueStore<byte[], byte[]> tallies = context.getStateStore(TALLIES);
        stores = new Stores(
                tallies,
                context.getStateStore(CHANGED),
                new FrequentSources(context.getStateStore(SOURCES), settings.slices()),
                new Sweep(tallies, settings.retention()),
                new Turns(context.getStateStore(WAITING), settings.window(), settings.labelHorizon()),
                new HashMap<>());
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
        Map<QualityKey, Tally> changes = new HashMap<>();
        Unpacker unpacker = new Unpacker(record.value());
        while (!unpacker.finished()) {
            TallyKey key = TallyKey.read(unpacker);
            Tally change = Tally.read(unpacker);
            add(changes, key, QualityKey.ALL, change);
            if (key.source() != null && stores().sources().add(key.version(), key.source(), change.images())) {
                add(changes, key, QualityKey.SOURCE + key.source(), change);
            }
        }
        changes.forEach(this::merge);
    }

    private static void add(Map<QualityKey, Tally> changes, TallyKey key, String slice, Tally change) {
        changes.computeIfAbsent(
                        new QualityKey(key.version(), slice, key.windowStartMillis()),
                        none -> new Tally(change.classes()))
                .merge(change);
    }

    /** Merges the change of a window, and into the total what need not wait for its turn. */
    private void merge(QualityKey key, Tally change) {
        boolean first = stores().tallies().get(key.toBytes()) == null;
        boolean waits = stores().turns().waits(key, first);
        mergeOne(key, change);
        mergeOne(key.total(), waits ? change.part(false) : change);
    }

    private void mergeOne(QualityKey key, Tally change) {
        byte[] stored = key.toBytes();
        byte[] known = stores().tallies().get(stored);
        Tally merged = new Tally(change.classes());
        merged.merge(change);
        long revision = 0;
        if (known != null) {
            Unpacker unpacker = new Unpacker(known);
            revision = unpacker.number();
            merged.merge(Tally.read(unpacker));
        }
        save(stored, revision, merged);
        stores().changed().put(stored, MARK);
    }

    /** Forgets windows that neither an image nor a label can change any more. Their last records stay in the topic. */
    private void sweep(long wallClockMillis) {
        long now =
                EventTime.believable(context().currentStreamTimeMs(), context().currentSystemTimeMs());
        long changing = settings.captureMostBehind().plus(settings.retention()).toMillis();
        stores().sweep().step(wallClockMillis, stored -> {
            Long start = QualityKey.fromBytes(stored).windowStartMillis();
            if (start != null && now - start - settings.window().toMillis() > changing) {
                stores().tallies().delete(stored);
            }
        });
    }

    private @Nullable Tally tally(QualityKey key) {
        byte[] known = stores().tallies().get(key.toBytes());
        if (known == null) {
            return null;
        }
        Unpacker unpacker = new Unpacker(known);
        unpacker.number();
        return Tally.read(unpacker);
    }

    private void judgeWhoseTurnHasCome() {
        Turns.Complete complete = key -> {
            Tally tally = tally(key);
            return tally != null && tally.complete();
        };
        for (QualityKey key : stores().turns().come(context().currentStreamTimeMs(), complete)) {
            Tally tally = tally(key);
            if (tally != null) {
                mergeOne(key.total(), tally.part(true));
            }
        }
    }

    private void save(byte[] key, long revision, Tally tally) {
        Packer packer = new Packer().number(revision);
        tally.write(packer);
        stores().tallies().put(key, packer.toBytes());
    }

    private void emit() {
        judgeWhoseTurnHasCome();
        List<byte[]> changed = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> all = stores().changed().all()) {
            all.forEachRemaining(entry -> changed.add(entry.key));
        }
        Map<String, Set<String>> leading = new HashMap<>();
        for (byte[] stored : changed) {
            String version = QualityKey.fromBytes(stored).version();
            leading.computeIfAbsent(version, stores().sources()::leading);
        }
        leading.forEach(this::writeNewcomers);
        for (byte[] stored : changed) {
            QualityKey key = QualityKey.fromBytes(stored);
            if (leads(key, leading.getOrDefault(key.version(), Set.of()))) {
                emit(stored, key);
            }
            stores().changed().delete(stored);
        }
        surroundings.versions().champion().ifPresent(champion -> show(champion.id(), changed));
    }

    /** Also after a restart and a change of champion, when nothing of the new one has changed yet. */
    private void show(String champion, List<byte[]> changed) {
        QualityGauges gauges = surroundings.instruments().quality();
        List<QualityKey> ours = changed.stream()
                .map(QualityKey::fromBytes)
                .filter(key -> key.version().equals(champion) && key.slice().equals(QualityKey.ALL))
                .toList();
        if (ours.isEmpty() && gauges.shows(champion)) {
            return;
        }
        QualityWindow total = window(new QualityKey(champion, QualityKey.ALL, null));
        if (total != null) {
            long latest = gauges.latestMillis(champion);
            gauges.show(
                    total,
                    ours.stream()
                            .filter(key -> key.windowStartMillis() != null && key.start() >= latest)
                            .sorted(Comparator.comparing(QualityKey::start).reversed())
                            .map(this::window)
                            .filter(window -> window != null && window.getLabelled() > 0)
                            .findFirst()
                            .orElse(null));
        }
    }

    private @Nullable QualityWindow window(QualityKey key) {
        Tally tally = tally(key);
        return tally == null ? null : windows.of(key, tally, 0, labels(key));
    }

    private static boolean leads(QualityKey key, Set<String> leading) {
        return key.slice().equals(QualityKey.ALL)
                || leading.contains(key.slice().substring(QualityKey.SOURCE.length()));
    }

    /** A source that has come among the leading ones shows its past too. */
    private void writeNewcomers(String version, Set<String> leading) {
        Set<String> before = stores().leading().put(version, leading);
        if (before == null) {
            return; // after a restart they are known already, or have no past
        }
        Set<String> newcomers = new HashSet<>(leading);
        newcomers.removeAll(before);
        for (String source : newcomers) {
            byte[] prefix = QualityKey.prefix(version, QualityKey.SOURCE + source);
            List<byte[]> keys = new ArrayList<>();
            try (KeyValueIterator<byte[], byte[]> all =
                    stores().tallies().prefixScan(prefix, new ByteArraySerializer())) {
                all.forEachRemaining(entry -> keys.add(entry.key));
            }
            keys.stream()
                    .filter(key -> stores().changed().get(key) == null)
                    .forEach(key -> emit(key, QualityKey.fromBytes(key)));
        }
    }

    private void emit(byte[] stored, QualityKey key) {
        byte[] known = stores().tallies().get(stored);
        if (known == null) {
            return;
        }
        Unpacker unpacker = new Unpacker(known);
        long revision = unpacker.number() + 1;
        Tally tally = Tally.read(unpacker);
        save(stored, revision, tally);
        byte[] event =
                surroundings.events().write(Topic.PREDICTION_QUALITY, windows.of(key, tally, revision, labels(key)));
        context()
                .forward(new Record<>(
                        Bytes.ofText(key.recordKey()),
                        new Routed(Route.QUALITY, event),
                        Math.max(0, context().currentStreamTimeMs())));
    }

    @Override
    public void close() {
        surroundings.instruments().quality().clear();
    }

    /** How labels came to this window: over the sources where they are told apart, and what waits for its turn. */
    private LabelState labels(QualityKey key) {
        Map<String, Tally> sources = new TreeMap<>(); // sums of real numbers in one order
        if (key.slice().equals(QualityKey.ALL)) {
            for (String source : stores().sources().leading(key.version())) {
                Tally tally = tally(new QualityKey(key.version(), QualityKey.SOURCE + source, key.windowStartMillis()));
                if (tally != null) {
                    sources.put(source, tally);
                }
            }
        }
        List<Tally> waiting = new ArrayList<>();
        if (key.windowStartMillis() == null) {
            for (QualityKey each : stores().turns().waiting(key.version(), key.slice())) {
                Tally tally = tally(each);
                if (tally != null) {
                    waiting.add(tally);
                }
            }
        }
        return new LabelState(List.copyOf(sources.values()), waiting);
    }
}

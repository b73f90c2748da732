package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.SourceKey;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.StoreSweep;
import dev.pentimento.evaluation.state.StoredState;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Passes the counts of all tasks to a {@link QualityFold}, and writes the windows that have changed. */
public final class QualityProcessor extends ContextualProcessor<byte[], QualityInput, byte[], byte[]> {
    public static final String TALLIES = "quality-tallies";
    public static final String CHANGED = "quality-changed";
    public static final String SOURCES = "quality-sources";
    public static final String WAITING = "quality-waiting";

    private final QualitySettings settings;
    private final QualityGauges gauges;
    private final Events events;
    private final SetAsideRecords setAside;
    private final Supplier<Optional<String>> champion;

    @SuppressWarnings("NullAway.Init") // init() sets it
    private Task task;

    /**
     * @param setAside records that are skipped
     * @param champion the current champion
     */
    public QualityProcessor(
            QualitySettings settings,
            QualityGauges gauges,
            Events events,
            SetAsideRecords setAside,
            Supplier<Optional<String>> champion) {
        this.setAside = setAside;
        this.settings = settings;
        this.gauges = gauges;
        this.events = events;
        this.champion = champion;
    }

    /** The objects of a running task. */
    private record Task(QualityFold fold, StoreSweep<QualityKey> sweep) {}

    /** The stores that this processor needs. */
    public static Set<StoreBuilder<?>> stores(StoreBuilders builders) {
        return Set.of(
                builders.cached(TALLIES, QualityKey.FORMAT, RevisedTally.FORMAT),
                builders.cached(CHANGED, QualityKey.FORMAT, Mark.FORMAT),
                builders.cached(WAITING, QualityKey.FORMAT, Mark.FORMAT),
                builders.cached(SOURCES, SourceKey.FORMAT, SourceKey.IMAGES));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        KeyValueStore<QualityKey, RevisedTally> tallies = context.getStateStore(TALLIES);
        QualityState state = new QualityState(
                new StoredState<>(tallies),
                new StoredState<>(context.getStateStore(CHANGED)),
                new StoredState<>(context.getStateStore(WAITING)),
                new StoredState<>(context.getStateStore(SOURCES)));
        task = new Task(
                new QualityFold(settings, state),
                new StoreSweep<>(tallies, settings.windows().retention()));
        context.schedule(settings.windows().emitInterval(), PunctuationType.WALL_CLOCK_TIME, now -> write());
        context.schedule(StoreSweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<byte[], QualityInput> record) {
        if (context().recordMetadata().flatMap(setAside::reason).isPresent()) {
            return;
        }
        if (record.value() instanceof QualityInput.Changes counts) {
            task.fold().add(counts.changes(), now());
        } else if (record.value() instanceof DriftEnded ended) {
            task.fold().driftEnded(ended, now());
        }
    }

    private void write() {
        QualityFold fold = task.fold();
        List<QualityKey> due = fold.due(now());
        for (QualityKey key : due) {
            fold.revise(key).ifPresent(window -> forward(key, window));
        }
        champion.get().ifPresent(version -> gauges.show(version, due, fold::present));
    }

    private void forward(QualityKey key, QualityWindow window) {
        context()
                .forward(new Record<>(
                        Bytes.ofText(key.recordKey()),
                        events.write(Topic.PREDICTION_QUALITY, window),
                        Math.max(0, context().currentStreamTimeMs())));
    }

    private long now() {
        return context().currentStreamTimeMs();
    }

    private void sweep(long wallClockMillis) {
        long now = now();
        task.sweep().step(wallClockMillis, key -> task.fold().forget(key, now));
    }

    @Override
    public void close() {
        gauges.clear();
    }
}

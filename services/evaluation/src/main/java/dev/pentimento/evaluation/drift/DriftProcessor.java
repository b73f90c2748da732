package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.SourceKey;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.StoreSweep;
import dev.pentimento.evaluation.state.StoredState;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmAlarm;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.serving.judges.Reference;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the counts of batches to a {@link DriftFold} in the order of the log, and writes the windows that have
 * changed, immediately if an alarm is raised or resolved.
 */
public final class DriftProcessor extends ContextualProcessor<byte[], DriftInput, byte[], DriftOutput> {
    public static final String DETECTORS = "drift-detectors";
    public static final String WINDOWS = "drift-windows";
    public static final String CHANGED = "drift-changed";
    public static final String SOURCES = "drift-sources";

    private static final Logger LOG = LoggerFactory.getLogger(DriftProcessor.class);

    private final DriftSettings settings;
    private final DriftGauges gauges;
    private final Events events;
    private final DriftReferences references;
    private final SetAsideRecords setAside;
    private final UnreadableState unreadable;

    @SuppressWarnings("NullAway.Init") // init() sets it
    private Task task;

    /**
     * @param setAside records that are skipped
     * @param unreadable receives state that cannot be read
     */
    public DriftProcessor(
            DriftSettings settings,
            DriftGauges gauges,
            Events events,
            DriftReferences references,
            SetAsideRecords setAside,
            UnreadableState unreadable) {
        this.settings = settings;
        this.gauges = gauges;
        this.events = events;
        this.references = references;
        this.setAside = setAside;
        this.unreadable = unreadable;
    }

    /** The objects of a running task. */
    private record Task(DriftFold fold, StoreSweep<DriftKey> sweep) {}

    /** The stores that this processor needs. */
    public static Set<StoreBuilder<?>> stores(StoreBuilders builders) {
        return Set.of(
                builders.cached(DETECTORS, DetectorKey.FORMAT, SavedDetector.FORMAT),
                builders.cached(WINDOWS, DriftKey.FORMAT, StoredDrift.FORMAT),
                builders.cached(CHANGED, DriftKey.FORMAT, Mark.FORMAT),
                builders.cached(SOURCES, SourceKey.FORMAT, SourceKey.IMAGES));
    }

    @Override
    public void init(ProcessorContext<byte[], DriftOutput> context) {
        super.init(context);
        KeyValueStore<DriftKey, StoredDrift> windows = context.getStateStore(WINDOWS);
        DriftState state = new DriftState(
                new StoredState<>(context.getStateStore(DETECTORS)),
                new StoredState<>(windows),
                new StoredState<>(context.getStateStore(CHANGED)),
                new StoredState<>(context.getStateStore(SOURCES)));
        task = new Task(
                new DriftFold(settings, state, unreadable),
                new StoreSweep<>(windows, settings.windows().retention()));
        context.schedule(settings.windows().emitInterval(), PunctuationType.WALL_CLOCK_TIME, now -> write());
        context.schedule(StoreSweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    @Override
    public void process(Record<byte[], DriftInput> record) {
        if (context().recordMetadata().flatMap(setAside::reason).isPresent()) {
            gauges.countsLost();
        } else if (record.value() instanceof DriftBatch batch) {
            counted(batch);
        } else if (record.value() instanceof FirstLabels labels) {
            for (DriftKey key : task.fold().add(labels)) {
                // Without its reference, the window is written when the reference has been loaded.
                references.loaded(key.referenceId()).ifPresent(reference -> writeHarm(key, reference));
            }
        }
    }

    private void counted(DriftBatch batch) {
        Optional<Reference> reference = references.await(batch.referenceId());
        if (reference.isEmpty()) {
            LOG.warn("dropped the drift counts of a batch: no loaded version has reference {}", batch.referenceId());
            gauges.countsLost();
            return;
        }
        DriftFold.Alarms alarms = task.fold().add(batch, reference.get(), now());
        for (DriftKey key : alarms.drift()) {
            write(key, reference.get()).ifPresent(this::alarmChanged);
        }
        alarms.harm().ifPresent(key -> writeHarm(key, reference.get()));
    }

    private void writeHarm(DriftKey key, Reference reference) {
        write(key, reference).ifPresent(DriftProcessor::logHarm);
    }

    private static void logHarm(DriftWindow window) {
        Harm harm = window.getHarm();
        HarmAlarm alarm = harm == null ? null : harm.getAlarm();
        if (harm != null && alarm != null) {
            LOG.atInfo()
                    .addKeyValue("alarm", alarm.getId())
                    .addKeyValue("version", window.getModelVersion())
                    .log(
                            "alarm of harm {}: {} by {}; the limit of accuracy is {}",
                            alarm.getId(),
                            alarm.getState(),
                            alarm.getBasis(),
                            harm.getLimit());
        }
    }

    private void alarmChanged(DriftWindow window) {
        logAlarm(window);
        DriftAlarm alarm = window.getAlarm();
        if (alarm != null && alarm.getState() == AlarmState.RESOLVED && new Slice(window.getSlice()).isAll()) {
            forward(
                    null,
                    new DriftOutput.Resolved(
                            alarm.getId(), window.getWindowEnd().toEpochMilli()));
        }
    }

    private void forward(byte @Nullable [] key, DriftOutput output) {
        context().forward(new Record<>(key, output, Math.max(0, context().currentStreamTimeMs())));
    }

    private static void logAlarm(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null) {
            return;
        }
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

    private void write() {
        for (DriftKey key : task.fold().changed()) {
            references.loaded(key.referenceId()).ifPresent(reference -> write(key, reference));
        }
        references.champions().ifPresent(reference -> {
            gauges.show(task.fold().detectors(reference));
            gauges.harm(task.fold().harmful(reference));
        });
    }

    private Optional<DriftWindow> write(DriftKey key, Reference reference) {
        Optional<DriftWindow> revised = task.fold().revise(key, reference);
        revised.ifPresent(window -> {
            if (key.slice().isAll()
                    && references.champions().filter(reference::equals).isPresent()) {
                gauges.show(window);
            }
            byte[] event = events.write(Topic.EMBEDDING_DRIFT, window);
            forward(Bytes.ofText(key.recordKey()), new DriftOutput.Window(event));
        });
        return revised;
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

package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Where opinions and labels meet: keeps the state of each image id, tells outcomes and counts. */
final class JoinProcessor extends ContextualProcessor<byte[], Arrival, byte[], Routed> implements LabelJoin.Listener {
    static final String IMAGES = "images";
    static final String LINE_UPS = "line-ups";
    static final String CHANGES = "quality-changes";

    static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final EvaluationSettings settings;
    private final Surroundings surroundings;
    private final DeadLetterDesk desk;
    private final EventTime time;
    private @Nullable JoinState state;

    JoinProcessor(EvaluationSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        desk = new DeadLetterDesk(surroundings);
        time = EventTime.of(settings);
    }

    /** What a task has while it runs. */
    private record JoinState(
            LabelJoin join,
            KeyValueStore<byte[], byte[]> images,
            LineUps lineUps,
            PendingTallies pending,
            Sweep sweep) {}

    @Override
    public void init(ProcessorContext<byte[], Routed> context) {
        super.init(context);
        KeyValueStore<byte[], byte[]> images = context.getStateStore(IMAGES);
        LineUps lineUps = new LineUps(context.getStateStore(LINE_UPS));
        state = new JoinState(
                new LabelJoin(settings.retention(), this),
                images,
                lineUps,
                new PendingTallies(context.getStateStore(CHANGES), lineUps, time),
                new Sweep(images, settings.retention()));
        context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, now -> handOver());
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    private JoinState state() {
        if (state == null) {
            throw new IllegalStateException("init() comes first");
        }
        return state;
    }

    private long now() {
        return EventTime.believable(context().currentStreamTimeMs(), context().currentSystemTimeMs());
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        JoinState my = state();
        if (record.value() instanceof Arrival.OfOpinions opinions) {
            for (JudgedImage image : OpinionBatch.fromBytes(opinions.value()).images()) {
                byte[] key = Bytes.ofText(image.id());
                save(key, my.join().image(known(key, image.id()), image, now()));
            }
        } else {
            String id = Bytes.toText(record.key());
            LabelArrival label = LabelArrival.read(new Unpacker(record.value().value()));
            save(record.key(), my.join().label(known(record.key(), id), id, label, now()));
        }
        my.pending().save();
    }

    private @Nullable ImageState known(byte[] key, String id) {
        byte[] value = state().images().get(key);
        return value == null ? null : ImageState.fromBytes(value, id, state().lineUps());
    }

    private void save(byte[] key, @Nullable ImageState next) {
        if (next == null) {
            state().images().delete(key);
        } else {
            state().images().put(key, next.toBytes(state().lineUps()::index));
        }
    }

    private void handOver() {
        long now = Math.max(0, context().currentStreamTimeMs());
        state().pending()
                .drain()
                .forEach((version, records) -> records.forEach(value -> context()
                        .forward(new Record<>(Bytes.ofText(version), new Routed(Route.QUALITY_COUNTS, value), now))));
    }

    private void sweep(long wallClockMillis) {
        long now = now();
        state().sweep().step(wallClockMillis, key -> {
            String id = Bytes.toText(key);
            ImageState known = known(key, id);
            ImageState next = known == null ? null : state().join().aged(known, id, now);
            if (next != known) {
                save(key, next);
            }
        });
    }

    @Override
    public void seen(JudgedImage image) {
        if (!time.plausible(image.capturedAt(), image.timestampMillis())) {
            surroundings.instruments().implausibleTime();
        }
        state().pending().seen(image);
    }

    @Override
    public void labelled(JudgedImage image, int before, int after, int revision, LabelArrival label) {
        surroundings.instruments().labelJoined();
        if (after == ImageState.UNLABELLED) {
            surroundings.instruments().labelWithdrawn();
        } else if (revision > 1) {
            surroundings.instruments().labelChanged();
        }
        state().pending().labelled(image, before, after, revision);
        byte[] outcome = surroundings
                .events()
                .write(Topic.OUTCOMES, Outcomes.of(image, after, revision, before, label.labelledAt()));
        context()
                .forward(new Record<>(
                        Bytes.ofText(image.id()),
                        new Routed(Route.OUTCOMES, outcome),
                        Math.max(0, image.timestampMillis())));
    }

    @Override
    public void repeated(LabelArrival label) {
        surroundings.instruments().labelRepeated();
    }

    @Override
    public void early(LabelArrival label) {
        surroundings.instruments().labelEarly();
    }

    @Override
    public void seenBefore(JudgedImage image) {
        surroundings.instruments().imageIdRepeated();
    }

    @Override
    public void refused(String imageId, LabelArrival label, DeadLetterReason reason, String detail) {
        context().forward(desk.letter(imageId, label, reason, detail));
    }
}

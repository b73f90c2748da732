package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.drift.FirstLabels;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.routing.DeadLetterWriter;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.StoreSweep;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Outcome;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.platform.tracing.Tracing;
import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Joins opinions and labels: passes arrivals and the states of image ids to {@link LabelJoin}, and carries out its
 * decisions.
 */
public final class JoinProcessor extends ContextualProcessor<byte[], Arrival, byte[], JoinOutput> {
    public static final String IMAGES = "images";
    public static final String LINE_UPS = "line-ups";
    public static final String CHANGES = "quality-changes";

    private static final KeyFormat<String> IMAGE_IDS = new KeyFormat<>(Bytes::ofText, Bytes::toText);
    private static final KeyFormat<Integer> NUMBERS = new KeyFormat<>(Bytes::ofInt, Bytes::toInt);

    private final WindowSettings settings;
    private final EventTime time;
    private final String labelsTopic;
    private final DeadLetterWriter deadLetters;
    private final SetAsideRecords setAside;
    private final JoinMetrics metrics;
    private final UnreadableState unreadable;
    private final Tracing tracing;

    @SuppressWarnings("NullAway.Init") // init() sets it
    private JoinState state;

    /**
     * @param labelsTopic name of the topic of the labels
     * @param setAside records that are skipped; labels among them become dead letters
     * @param unreadable receives state that cannot be read
     */
    public JoinProcessor(
            WindowSettings settings,
            EventTime time,
            String labelsTopic,
            DeadLetterWriter deadLetters,
            SetAsideRecords setAside,
            JoinMetrics metrics,
            UnreadableState unreadable,
            Tracing tracing) {
        this.settings = settings;
        this.time = time;
        this.labelsTopic = labelsTopic;
        this.deadLetters = deadLetters;
        this.setAside = setAside;
        this.metrics = metrics;
        this.unreadable = unreadable;
        this.tracing = tracing;
    }

    /** The objects of a running task. */
    private record JoinState(
            LabelJoin join, ImageStates images, LineUps lineUps, PendingTallies pending, StoreSweep<String> sweep) {}

    public static Set<StoreBuilder<?>> stores(StoreBuilders stores) {
        return Set.of(
                stores.store(IMAGES, IMAGE_IDS, StoredImage.FORMAT),
                stores.store(LINE_UPS, NUMBERS, LineUp.FORMAT),
                stores.cached(CHANGES, NUMBERS, PendingChunk.FORMAT));
    }

    @Override
    public void init(ProcessorContext<byte[], JoinOutput> context) {
        super.init(context);
        KeyValueStore<String, StoredImage> images = context.getStateStore(IMAGES);
        LineUps lineUps = new LineUps(context.getStateStore(LINE_UPS));
        state = new JoinState(
                new LabelJoin(settings.retention()),
                new ImageStates(images, lineUps, unreadable),
                lineUps,
                new PendingTallies(context.getStateStore(CHANGES), lineUps, time, unreadable),
                new StoreSweep<>(images, settings.retention()));
        context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, now -> handOver());
        context.schedule(StoreSweep.INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::sweep);
    }

    private long now() {
        return context().currentStreamTimeMs();
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        Optional<String> failed = context().recordMetadata().flatMap(setAside::reason);
        if (failed.isPresent()) {
            leaveOut(record, failed.get());
            return;
        }
        JoinState my = state;
        if (record.value() instanceof Arrival.OfOpinions opinions) {
            for (JudgedImage image : traced(opinions.batch().images(), TraceHeaders.ofMany(record.headers()))) {
                apply(image.id(), my.join().image(my.images().get(image.id()), image, now()));
            }
        } else if (record.value() instanceof Arrival.OfLabel arrival) {
            String id = imageId(record);
            apply(id, my.join().label(my.images().get(id), id, arrival.label(), now()));
        }
        my.pending().save();
    }

    private static List<JudgedImage> traced(List<JudgedImage> images, Map<Integer, SpanContext> traces) {
        if (traces.isEmpty()) {
            return images;
        }
        List<JudgedImage> traced = new ArrayList<>(images);
        traces.forEach((index, trace) -> {
            if (index < traced.size()) {
                traced.set(index, traced.get(index).traced(trace));
            }
        });
        return traced;
    }

    /** Every label has one; a record that another program wrote into the internal topic may have none. */
    private static String imageId(Record<byte[], Arrival> record) {
        return record.key() == null ? "" : Bytes.toText(record.key());
    }

    private void leaveOut(Record<byte[], Arrival> record, String reason) {
        if (record.value() instanceof Arrival.OfLabel arrival) {
            carryOut(
                    new Decision.Refused(imageId(record), arrival.label(), DeadLetterReason.FAILED_PROCESSING, reason));
        }
    }

    private void apply(String id, Joined joined) {
        joined.decisions().forEach(this::carryOut);
        state.images().put(id, joined.next());
    }

    private void handOver() {
        long now = Math.max(0, context().currentStreamTimeMs());
        FirstLabels labels = state.pending().drainFirstLabels();
        if (!labels.windows().isEmpty()) {
            byte[] value = FirstLabels.FORMAT.toBytes(labels);
            context().forward(new Record<>(null, new JoinOutput.Labels(value), now));
        }
        state.pending()
                .drain()
                .forEach((version, records) -> records.forEach(value -> context()
                        .forward(new Record<>(Bytes.ofText(version), new JoinOutput.QualityCounts(value), now))));
    }

    private void sweep(long wallClockMillis) {
        JoinState my = state;
        long now = now();
        boolean complete = my.sweep().step(wallClockMillis, id -> {
            ImageState known = my.images().get(id);
            Joined aged = known == null
                    ? new Joined(null, List.of()) // unreadable
                    : my.join().aged(known, id, now);
            if (known == null || aged.next() != known) {
                apply(id, aged);
            }
        });
        if (complete) {
            handOver(); // so that no pending change refers to a line-up
            my.lineUps().deleteUnused();
        }
    }

    private void carryOut(Decision decision) {
        metrics.count(decision);
        if (decision instanceof Decision.Seen seen) {
            JudgedImage image = seen.image();
            if (!time.plausible(image.capturedAt(), image.timestampMillis())) {
                metrics.implausibleTime();
            }
            state.pending().seen(image);
        } else if (decision instanceof Decision.Labelled labelled) {
            state.pending().labelled(labelled.change());
            forward(labelled);
        } else if (decision instanceof Decision.Refused refused) {
            context()
                    .forward(deadLetters.letter(
                            refused.label().unusable(labelsTopic, refused.imageId()),
                            refused.reason(),
                            refused.detail(),
                            JoinOutput.Refused::new));
        }
    }

    private void forward(Decision.Labelled labelled) {
        JudgedImage image = labelled.change().image();
        Outcome outcome = Outcomes.of(labelled.change(), labelled.label());
        Headers headers = new RecordHeaders();
        TraceHeaders.put(
                headers,
                tracing.moment(
                        "join label",
                        image.trace(),
                        TraceHeaders.of(labelled.label().headers())));
        context()
                .forward(new Record<>(
                        Bytes.ofText(image.id()),
                        new JoinOutput.OutcomeMade(outcome),
                        Math.max(0, image.timestampMillis()),
                        headers));
    }
}

package dev.pentimento.evaluation.judging;

import dev.pentimento.evaluation.crashes.CrashMarks;
import dev.pentimento.evaluation.crashes.Place;
import dev.pentimento.evaluation.drift.DriftBatch;
import dev.pentimento.evaluation.judging.BatchAnswer.Answered;
import dev.pentimento.evaluation.judging.BatchAnswer.Crashing;
import dev.pentimento.evaluation.judging.BatchAnswer.Unanswered;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.opinions.JudgedRows;
import dev.pentimento.evaluation.pacing.CommitPaces;
import dev.pentimento.evaluation.requests.LabelDrawing;
import dev.pentimento.evaluation.requests.RequestSettings;
import dev.pentimento.evaluation.routing.DeadLetterWriter;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.routing.UnusableRecord;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.tracing.BatchSpans;
import dev.pentimento.platform.tracing.TraceHeaders;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.judges.Lease;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers each batch of embeddings: decodes it, leases the versions, and forwards the results of judging. */
public final class JudgeProcessor extends ContextualProcessor<byte[], byte[], byte[], JudgeOutput> {
    private static final Logger LOG = LoggerFactory.getLogger(JudgeProcessor.class);

    private final Events events;
    private final BatchLeases leases;
    private final JudgeOutputs outputs;
    private final DeadLetterWriter deadLetters;
    private final SetAsideRecords setAside;
    private final JudgingMetrics metrics;
    private final CrashMarks crashes;
    private final InstantSource clock;
    private final Tracing tracing;
    private final CommitPaces paces;
    private final RequestSettings requests;
    private @Nullable LabelDrawing drawing;

    /**
     * @param crashes marks of the partitions of this instance
     * @param setAside records that become dead letters immediately
     * @param clock for the time of predictions
     * @param requests if they are on, the processor needs the stores of {@link LabelDrawing}
     */
    public JudgeProcessor(
            Events events,
            BatchLeases leases,
            JudgeOutputs outputs,
            DeadLetterWriter deadLetters,
            SetAsideRecords setAside,
            JudgingMetrics metrics,
            CrashMarks crashes,
            InstantSource clock,
            Tracing tracing,
            CommitPaces paces,
            RequestSettings requests) {
        this.events = events;
        this.leases = leases;
        this.outputs = outputs;
        this.deadLetters = deadLetters;
        this.setAside = setAside;
        this.metrics = metrics;
        this.crashes = crashes;
        this.clock = clock;
        this.tracing = tracing;
        this.paces = paces;
        this.requests = requests;
    }

    @Override
    public void init(ProcessorContext<byte[], JudgeOutput> context) {
        super.init(context);
        crashes.open(context.taskId().partition());
        drawing = requests.on() ? new LabelDrawing(requests.budget(), context.getStateStore(LabelDrawing.STORE)) : null;
    }

    @Override
    public void close() {
        crashes.close(context().taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<String> failed = setAside.reason(at());
        if (failed.isPresent()) {
            refuse(record, DeadLetterReason.FAILED_PROCESSING, failed.get());
            return;
        }
        long began = System.nanoTime();
        try {
            EmbeddingBatch batch =
                    events.read(Topic.EMBEDDINGS, record.headers(), record.value(), EmbeddingBatch.class);
            EmbeddingBatches.requireWhole(batch);
            long decoded = System.nanoTime();
            if (!batch.getImages().isEmpty()) {
                // The spans begin after the lease, because a batch that waits for its version is read repeatedly.
                try (Lease lease = leases.lease(EmbeddingBatches.encoders(batch));
                        BatchSpans<Integer> spans = spans(record, began)) {
                    spans.step("decode", began, decoded);
                    answer(record, batch, lease, spans);
                }
            }
        } catch (UnusableRecordException e) {
            refuse(record, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private BatchSpans<Integer> spans(Record<byte[], byte[]> record, long began) {
        return tracing.on()
                ? tracing.batch(
                        "judge images", "judge image", at().topic(), TraceHeaders.ofMany(record.headers()), began)
                : BatchSpans.none();
    }

    private void answer(Record<byte[], byte[]> record, EmbeddingBatch batch, Lease lease, BatchSpans<Integer> spans) {
        Place place = Place.batch(at().partition(), at().offset());
        WatchedJudging judging = new WatchedJudging(crashes, new BatchJudging(batch, lease));
        for (BatchAnswer answer : judging.answers(
                place, batch.getImages().size(), pass -> spans.step("judge", () -> metrics.inference(pass)))) {
            if (answer instanceof Answered answered) {
                send(batch, answered.rows(), lease, spans);
            } else if (answer instanceof Unanswered unanswered) {
                refuseImage(
                        record,
                        batch,
                        unanswered.row(),
                        DeadLetterReason.FAILED_INFERENCE,
                        "gets no answer from version " + lease.champion().id() + ": "
                                + unanswered.failure().getMessage());
                metrics.unanswered();
            } else if (answer instanceof Crashing crashing) {
                refuseImage(
                        record,
                        batch,
                        crashing.row(),
                        DeadLetterReason.CRASHES_SERVICE,
                        "is not judged: the evaluation ended " + crashing.ends()
                                + " times while it judged this image alone");
                metrics.unanswered();
            }
        }
    }

    private void send(EmbeddingBatch batch, JudgedRows judged, Lease lease, BatchSpans<Integer> spans) {
        judged.failures().forEach(this::candidateFailed);
        Instant now = clock.instant();
        RecordPosition at = new RecordPosition(at().partition(), at().offset());
        outputs.of(batch, at, judged, lease.champion(), now, spans::of, drawn())
                .forEach(output -> forward(output, now));
        if (drawing != null) {
            drawing.save();
        }
        metrics.batch(judged.rows().length);
        paces.predicted(context()::commit);
    }

    private UnaryOperator<JudgedImage> drawn() {
        return drawing == null ? UnaryOperator.identity() : drawing::draw;
    }

    private void forward(JudgeOutput output, Instant now) {
        Headers headers = new RecordHeaders();
        if (output instanceof JudgeOutput.Predicted predicted) {
            Prediction event = predicted.event();
            TraceHeaders.put(headers, predicted.trace());
            forward(
                    Bytes.ofText(event.getImageId()),
                    output,
                    event.getImageTimestamp().toEpochMilli(),
                    headers);
            metrics.latency(Duration.between(event.getImageTimestamp(), now));
        } else if (output instanceof JudgeOutput.OpinionsForLabels opinions) {
            TraceHeaders.put(headers, traces(opinions.batch().images()));
            forward(
                    Bytes.ofInt(opinions.partition()),
                    output,
                    opinions.batch().images().stream()
                            .mapToLong(JudgedImage::timestampMillis)
                            .max()
                            .orElse(0),
                    headers);
        } else if (output instanceof JudgeOutput.Requested requested) {
            LabelRequest request = requested.event();
            forward(Bytes.ofText(request.getImageId()), output, requested.timestampMillis(), headers);
            metrics.requested(request.getReason());
        } else if (output instanceof JudgeOutput.DriftCounts drift) {
            DriftBatch counts = drift.batch();
            forward(Bytes.ofText(counts.referenceId()), output, counts.lastMillis(), headers);
        }
    }

    private static Map<Integer, SpanContext> traces(List<JudgedImage> images) {
        Map<Integer, SpanContext> traces = new TreeMap<>();
        for (int index = 0; index < images.size(); index++) {
            SpanContext trace = images.get(index).trace();
            if (trace.isValid()) {
                traces.put(index, trace);
            }
        }
        return traces;
    }

    private void forward(byte[] key, JudgeOutput output, long timestampMillis, Headers headers) {
        context().forward(new Record<>(key, output, Math.max(0, timestampMillis), headers));
    }

    private void refuseImage(
            Record<byte[], byte[]> record, EmbeddingBatch batch, int row, DeadLetterReason reason, String why) {
        byte[] alone = events.write(Topic.EMBEDDINGS, EmbeddingBatches.only(batch, row));
        String image = "image " + batch.getImages().get(row).getId() + " at index " + row;
        refuse(record.withValue(alone), reason, image + " " + why);
    }

    private void refuse(Record<byte[], byte[]> record, DeadLetterReason reason, String detail) {
        UnusableRecord unusable = UnusableRecord.of(record, at());
        context().forward(deadLetters.letter(unusable, reason, detail, JudgeOutput.Refused::new));
    }

    private RecordMetadata at() {
        return context().recordMetadata().orElseThrow();
    }

    private void candidateFailed(JudgedRows.CandidateFailure failure) {
        LOG.atWarn()
                .addKeyValue("version", failure.version())
                .log("candidate {} could not judge a batch: {}", failure.version(), failure.message());
        metrics.candidateFailed();
    }
}

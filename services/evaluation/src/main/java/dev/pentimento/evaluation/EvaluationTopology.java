package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TopicStreams.outputs;

import dev.pentimento.evaluation.crashes.CrashMarks;
import dev.pentimento.evaluation.drift.DriftCounting;
import dev.pentimento.evaluation.drift.DriftGauges;
import dev.pentimento.evaluation.drift.DriftInput;
import dev.pentimento.evaluation.drift.DriftOutput;
import dev.pentimento.evaluation.drift.DriftProcessor;
import dev.pentimento.evaluation.drift.DriftReferences;
import dev.pentimento.evaluation.drift.DriftSampling;
import dev.pentimento.evaluation.joining.Arrival;
import dev.pentimento.evaluation.joining.IntakeOutput;
import dev.pentimento.evaluation.joining.JoinMetrics;
import dev.pentimento.evaluation.joining.JoinOutput;
import dev.pentimento.evaluation.joining.JoinProcessor;
import dev.pentimento.evaluation.joining.LabelArrival;
import dev.pentimento.evaluation.joining.LabelIntake;
import dev.pentimento.evaluation.judging.BatchLeases;
import dev.pentimento.evaluation.judging.JudgeOutput;
import dev.pentimento.evaluation.judging.JudgeOutputs;
import dev.pentimento.evaluation.judging.JudgeProcessor;
import dev.pentimento.evaluation.judging.JudgingMetrics;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.OpinionBatch;
import dev.pentimento.evaluation.pacing.CommitPaces;
import dev.pentimento.evaluation.quality.DriftEnded;
import dev.pentimento.evaluation.quality.QualityGauges;
import dev.pentimento.evaluation.quality.QualityInput;
import dev.pentimento.evaluation.quality.QualityProcessor;
import dev.pentimento.evaluation.requests.LabelDrawing;
import dev.pentimento.evaluation.requests.RequestSettings;
import dev.pentimento.evaluation.routing.DeadLetterWriter;
import dev.pentimento.evaluation.routing.ImagePartitions;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.state.StoreBuilders;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.waiting.BoundedWait;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.operations.DeadLetterCounters;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.faults.FailedShare;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.ServingVersions;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;

/**
 * The stream: embeddings and labels to predictions, outcomes, quality and drift.
 *
 * <pre>
 * embeddings ─ judge ─┬─▶ predictions, label-requests
 *                     ├─ drift-counts ─ drift ─▶ embedding-drift, and resolved alarms to quality-counts
 *                     ├─ opinions ──────────┐
 * labels ─ intake ────┼─ labels-by-image ─ join ─┬─▶ outcomes
 *                     │                          ├─ quality-counts ─ quality ─▶ prediction-quality
 *                     │                          └─ first labels to drift-counts
 *                     └─▶ dead-letters, as from every step
 * </pre>
 *
 * <p>Every internal topic and every store has a fixed name, by which a later release finds its state again.
 */
final class EvaluationTopology {
    /** Name of the internal topic that carries opinions to the join. */
    static final String OPINIONS = "opinions";

    private static final String QUALITY_COUNTS = "quality-counts";
    private static final String DRIFT_COUNTS = "drift-counts";

    private final EvaluationSettings settings;
    private final ServiceContext context;
    private final ServingVersions versions;
    private final SetAsideRecords setAside;
    private final Tracing tracing;
    private final CommitPaces paces;
    private final EventTime time;
    private final DeadLetterWriter deadLetters;
    private final UnreadableState unreadable;
    private final StoreBuilders stores;
    private final TopicStreams topics;

    private EvaluationTopology(
            EvaluationSettings settings,
            ServiceContext context,
            ServingVersions versions,
            SetAsideRecords setAside,
            Tracing tracing,
            CommitPaces paces,
            Function<String, KeyValueBytesStoreSupplier> suppliers) {
        this.setAside = setAside;
        this.tracing = tracing;
        this.paces = paces;
        this.settings = settings;
        this.context = context;
        this.versions = versions;
        unreadable = new UnreadableState(context.metrics());
        stores = new StoreBuilders(suppliers, unreadable);
        topics =
                new TopicStreams(new StreamsBuilder(), context.topics(), context.events(), unreadable, context.clock());
        time = settings.eventTime();
        deadLetters = new DeadLetterWriter(
                new DeadLetters(EvaluationService.NAME),
                new DeadLetterCounters(context.metrics(), EvaluationService.NAME));
    }

    /**
     * @param setAside records that the steps do not touch
     * @param tracing receives the spans of the steps; closed by the caller
     * @param paces learns when predictions wait for a commit
     * @param stores creates the store with a name
     */
    static Topology build(
            EvaluationSettings settings,
            ServiceContext context,
            ServingVersions versions,
            SetAsideRecords setAside,
            Tracing tracing,
            CommitPaces paces,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        return new EvaluationTopology(settings, context, versions, setAside, tracing, paces, stores).build();
    }

    private Topology build() {
        KStream<byte[], JudgeOutput> judged = judged();
        KStream<byte[], IntakeOutput> labels = labels();
        KStream<byte[], JoinOutput> joined = joined(judged, labels);
        topics.writeEncoded(quality(joined), Topic.PREDICTION_QUALITY, "prediction-quality");
        KStream<byte[], DriftOutput> drift = drift(judged);
        topics.writeEncoded(
                outputs(drift, DriftOutput.Window.class, DriftOutput.Window::event),
                Topic.EMBEDDING_DRIFT,
                "embedding-drift");
        topics.into(
                QUALITY_COUNTS,
                context.topics().prefixed(settings.applicationId()),
                outputs(
                        drift,
                        DriftOutput.Resolved.class,
                        resolved -> DriftEnded.FORMAT.toBytes(
                                new DriftEnded(resolved.alarm(), resolved.windowEndMillis()))));
        topics.into(
                DRIFT_COUNTS,
                context.topics().prefixed(settings.applicationId()),
                outputs(joined, JoinOutput.Labels.class, JoinOutput.Labels::value));
        topics.write(
                outputs(judged, JudgeOutput.Predicted.class, JudgeOutput.Predicted::event),
                Topic.PREDICTIONS,
                "predictions");
        topics.write(
                outputs(judged, JudgeOutput.Requested.class, JudgeOutput.Requested::event),
                Topic.LABEL_REQUESTS,
                "label-requests");
        topics.write(
                outputs(joined, JoinOutput.OutcomeMade.class, JoinOutput.OutcomeMade::event),
                Topic.OUTCOMES,
                "outcomes");
        deadLetters(outputs(judged, JudgeOutput.Refused.class, JudgeOutput.Refused::letter), "judge");
        deadLetters(outputs(labels, IntakeOutput.Refused.class, IntakeOutput.Refused::letter), "label-intake");
        deadLetters(outputs(joined, JoinOutput.Refused.class, JoinOutput.Refused::letter), "join");
        return topics.builder().build();
    }

    private KStream<byte[], JudgeOutput> judged() {
        BatchLeases leases = new BatchLeases(versions, settings.encoderWait());
        JudgeOutputs outputs = new JudgeOutputs(
                settings.partitions(),
                new DriftCounting(time),
                new DriftSampling(settings.driftRate(), context.clock()),
                settings.retention());
        FailedShare failed = new FailedShare(context.clock(), context.settings().mostFailedShare())
                .register(context.metrics(), EvaluationService.NAME);
        context.health().readiness("evaluation inference", failed::problem);
        JudgingMetrics metrics = new JudgingMetrics(context.metrics(), failed);
        CrashMarks crashes = new CrashMarks(settings.stateDirectory()
                .resolve(context.topics().prefixed(settings.applicationId()))
                .resolve("crashes"));
        RequestSettings requests = settings.requests();
        Supplier<Processor<byte[], byte[], byte[], JudgeOutput>> processor = () -> new JudgeProcessor(
                context.events(),
                leases,
                outputs,
                deadLetters,
                setAside,
                metrics,
                crashes,
                context.clock(),
                tracing,
                paces,
                requests);
        return topics.source(Topic.EMBEDDINGS)
                .process(
                        TopicStreams.with(processor, requests.on() ? LabelDrawing.stores(stores) : Set.of()),
                        Named.as("judge"));
    }

    private KStream<byte[], IntakeOutput> labels() {
        return topics.source(Topic.LABELS)
                .process(() -> new LabelIntake(context.events(), deadLetters, setAside), Named.as("label-intake"));
    }

    private KStream<byte[], JoinOutput> joined(
            KStream<byte[], JudgeOutput> judged, KStream<byte[], IntakeOutput> labels) {
        JoinMetrics metrics = new JoinMetrics(context.metrics());
        String labelsTopic = context.topics().name(Topic.LABELS);
        Supplier<Processor<byte[], Arrival, byte[], JoinOutput>> processor = () -> new JoinProcessor(
                settings.windows(), time, labelsTopic, deadLetters, setAside, metrics, unreadable, tracing);
        return opinions(judged)
                .merge(labels(labels), Named.as("arrivals"))
                .process(TopicStreams.with(processor, JoinProcessor.stores(stores)), Named.as("join"));
    }

    private KStream<byte[], Arrival> opinions(KStream<byte[], JudgeOutput> judged) {
        return topics.through(
                        OPINIONS,
                        outputs(judged, JudgeOutput.OpinionsForLabels.class, JudgeOutput.OpinionsForLabels::batch),
                        OpinionBatch.FORMAT,
                        settings.partitions(),
                        ImagePartitions.byNumber())
                .mapValues(Arrival.OfOpinions::new, Named.as("opinions-arrival"));
    }

    private KStream<byte[], Arrival> labels(KStream<byte[], IntakeOutput> labels) {
        return topics.through(
                        "labels-by-image",
                        outputs(labels, IntakeOutput.Accepted.class, IntakeOutput.Accepted::label),
                        LabelArrival.FORMAT,
                        settings.partitions(),
                        ImagePartitions.byId())
                .mapValues(Arrival.OfLabel::new, Named.as("labels-arrival"));
    }

    private KStream<byte[], byte[]> quality(KStream<byte[], JoinOutput> joined) {
        QualityGauges gauges = new QualityGauges(context.metrics());
        Supplier<Processor<byte[], QualityInput, byte[], byte[]>> processor = () -> new QualityProcessor(
                settings.quality(),
                gauges,
                context.events(),
                setAside,
                () -> versions.champion().map(LoadedVersion::id));
        return topics.through(
                        QUALITY_COUNTS,
                        outputs(joined, JoinOutput.QualityCounts.class, JoinOutput.QualityCounts::value),
                        QualityInput.FORMAT)
                .process(TopicStreams.with(processor, QualityProcessor.stores(stores)), Named.as("quality"));
    }

    private KStream<byte[], DriftOutput> drift(KStream<byte[], JudgeOutput> judged) {
        DriftGauges gauges = new DriftGauges(context.metrics());
        DriftReferences references = new DriftReferences(versions, new BoundedWait(settings.encoderWait()));
        Supplier<Processor<byte[], DriftInput, byte[], DriftOutput>> processor =
                () -> new DriftProcessor(settings.drift(), gauges, context.events(), references, setAside, unreadable);
        return topics.through(
                        DRIFT_COUNTS,
                        outputs(judged, JudgeOutput.DriftCounts.class, JudgeOutput.DriftCounts::batch),
                        DriftInput.FORMAT,
                        1,
                        ImagePartitions.byId())
                .process(TopicStreams.with(processor, DriftProcessor.stores(stores)), Named.as("drift"));
    }

    private void deadLetters(KStream<byte[], DeadLetter> letters, String step) {
        topics.write(letters, Topic.DEAD_LETTERS, "dead-letters-of-" + step);
    }
}

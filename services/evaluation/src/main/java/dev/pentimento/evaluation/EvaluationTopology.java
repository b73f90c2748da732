package dev.pentimento.evaluation;

import dev.pentimento.platform.kafka.Topic;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stream: embeddings and labels to predictions, outcomes, quality and drift.
 *
 * <pre>
 * embeddings ─ judge ─┬─▶ predictions
 *                     ├─ drift-counts ─ drift ─▶ embedding-drift
 *                     ├─ opinions ──────────┐
 * labels ─ intake ────┼─ labels-by-image ─ join ─┬─▶ outcomes
 *                     │                          └─ quality-counts ─ quality ─▶ prediction-quality
 *                     └─▶ dead-letters, as from every step
 * </pre>
 *
 * <p>Names are given to every internal topic, store and processor: a later version finds its state again.
 */
final class EvaluationTopology {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private final EvaluationSettings settings;
    private final Surroundings surroundings;
    private final StreamsBuilder builder = new StreamsBuilder();

    private EvaluationTopology(EvaluationSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    static Topology build(EvaluationSettings settings, Surroundings surroundings) {
        return new EvaluationTopology(settings, surroundings).build();
    }

    private Topology build() {
        DriftSampling sampling = new DriftSampling(settings.driftRate(), surroundings.clock());
        KStream<byte[], Routed> judged = source(Topic.EMBEDDINGS)
                .process(() -> new JudgeProcessor(settings, surroundings, sampling), Named.as("judge"));
        KStream<byte[], Routed> labels =
                source(Topic.LABELS).process(() -> new LabelIntake(surroundings), Named.as("label-intake"));
        KStream<byte[], Arrival> opinionsToJoin = repartitioned(
                        judged, Route.OPINIONS, "opinions", settings.partitions(), ImagePartitions.byNumber())
                .mapValues(Arrival.OfOpinions::new, Named.as("opinions-arrival"));
        KStream<byte[], Arrival> labelsToJoin = repartitioned(
                        labels, Route.LABELS, "labels-by-image", settings.partitions(), ImagePartitions.byId())
                .mapValues(Arrival.OfLabel::new, Named.as("labels-arrival"));
        KStream<byte[], Routed> joined = opinionsToJoin
                .merge(labelsToJoin, Named.as("arrivals"))
                .process(
                        with(
                                () -> new JoinProcessor(settings, surroundings),
                                store(JoinProcessor.IMAGES, false),
                                store(JoinProcessor.LINE_UPS, false),
                                store(JoinProcessor.CHANGES, true)),
                        Named.as("join"));
        KStream<byte[], Routed> quality = repartitioned(
                        joined, Route.QUALITY_COUNTS, "quality-counts", 1, ImagePartitions.byId())
                .process(
                        with(
                                () -> new QualityProcessor(settings, surroundings),
                                store(QualityProcessor.TALLIES, true),
                                store(QualityProcessor.CHANGED, true),
                                store(QualityProcessor.SOURCES, true),
                                store(QualityProcessor.WAITING, true)),
                        Named.as("quality"));
        KStream<byte[], Routed> drift = repartitioned(
                        judged, Route.DRIFT_COUNTS, "drift-counts", 1, ImagePartitions.byId())
                .process(
                        with(
                                () -> new DriftProcessor(settings, surroundings),
                                store(DriftProcessor.DETECTORS, true),
                                store(DriftProcessor.WINDOWS, true),
                                store(DriftProcessor.CHANGED, true),
                                store(DriftProcessor.SOURCES, true)),
                        Named.as("drift"));
        sink(drift, Route.DRIFT, Topic.EMBEDDING_DRIFT, "embedding-drift");
        sink(judged, Route.PREDICTIONS, Topic.PREDICTIONS, "predictions");
        sink(joined, Route.OUTCOMES, Topic.OUTCOMES, "outcomes");
        sink(quality, Route.QUALITY, Topic.PREDICTION_QUALITY, "prediction-quality");
        sink(judged, Route.DEAD_LETTERS, Topic.DEAD_LETTERS, "dead-letters-of-judge");
        sink(labels, Route.DEAD_LETTERS, Topic.DEAD_LETTERS, "dead-letters-of-label-intake");
        sink(joined, Route.DEAD_LETTERS, Topic.DEAD_LETTERS, "dead-letters-of-join");
        return builder.build();
    }

    private KStream<byte[], byte[]> source(Topic topic) {
        return builder.stream(
                surroundings.topics().name(topic), Consumed.with(BYTES, BYTES).withName(topic.baseName() + "-source"));
    }

    private KStream<byte[], byte[]> only(KStream<byte[], Routed> stream, Route route, String name) {
        return stream.filter((key, value) -> value.route() == route, Named.as(name + "-only"))
                .mapValues(Routed::value, Named.as(name + "-value"));
    }

    private KStream<byte[], byte[]> repartitioned(
            KStream<byte[], Routed> stream,
            Route route,
            String name,
            int partitions,
            StreamPartitioner<byte[], byte[]> partitioner) {
        return only(stream, route, name)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(name)
                        .withNumberOfPartitions(partitions)
                        .withStreamPartitioner(partitioner));
    }

    private void sink(KStream<byte[], Routed> stream, Route route, Topic topic, String name) {
        only(stream, route, name)
                .to(
                        surroundings.topics().name(topic),
                        Produced.with(BYTES, BYTES)
                                .withName(name + "-sink")
                                .withStreamPartitioner(ImagePartitions.byId()));
    }

    /** @param cached whether only the last value before a commit is worth writing */
    private StoreBuilder<?> store(String name, boolean cached) {
        var store = Stores.keyValueStoreBuilder(surroundings.stores().apply(name), BYTES, BYTES);
        return cached ? store.withCachingEnabled() : store.withCachingDisabled();
    }

    private static <V> ProcessorSupplier<byte[], V, byte[], Routed> with(
            Supplier<Processor<byte[], V, byte[], Routed>> processor, StoreBuilder<?>... stores) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], V, byte[], Routed> get() {
                return processor.get();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(stores);
            }
        };
    }
}

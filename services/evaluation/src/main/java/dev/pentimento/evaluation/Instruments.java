package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.operations.DeadLetterCounters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** What the stream measures of itself. Counts include work that a failed transaction does again. */
final class Instruments {
    /** From what a quiet local stack takes to what is as good as standing still. */
    private static final Duration[] LATENCIES = Stream.of(
                    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final DeadLetterCounters deadLetters;
    private final QualityGauges quality;
    private final DriftGauges drift;
    private final Timer inference;
    private final DistributionSummary batchSize;
    private final Timer latency;
    private final Counter predictions;
    private final Counter labelsJoined;
    private final Counter labelsRepeated;
    private final Counter labelsChanged;
    private final Counter labelsWithdrawn;
    private final Counter labelsEarly;
    private final Counter imageIdsRepeated;
    private final Counter implausibleTimes;
    private final Counter candidateFailures;
    private final Counter driftCountsLost;

    Instruments(MeterRegistry registry) {
        this.registry = registry;
        deadLetters = new DeadLetterCounters(registry, EvaluationService.NAME);
        quality = new QualityGauges(registry);
        drift = new DriftGauges(registry);
        inference = Timer.builder("pentimento.evaluation.inference")
                .description("Time that all networks take for one batch")
                .register(registry);
        batchSize = DistributionSummary.builder("pentimento.evaluation.batch.images")
                .description("Images in a batch")
                .register(registry);
        latency = Timer.builder("pentimento.evaluation.latency")
                .description("Time from an image's record to its prediction, before the commit")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        predictions = counter("predictions", "Predictions made");
        labelsJoined = counter("labels.joined", "Labels that met their image, changes and withdrawals included");
        labelsRepeated = counter("labels.repeated", "Labels that said nothing new");
        labelsChanged = counter("labels.changed", "Labels of an image that had had one before");
        labelsWithdrawn = counter("labels.withdrawn", "Labels taken back");
        labelsEarly = counter("labels.early", "Labels that came before their image");
        imageIdsRepeated = counter("image.ids.repeated", "Images whose id another one had before");
        implausibleTimes = counter("capture.times.implausible", "Capture times replaced by the record's timestamp");
        driftCountsLost = counter("drift.counts.lost", "Batches not counted for drift, since their reference is gone");
        candidateFailures = counter("candidate.failures", "Batches that a candidate could not judge");
    }

    private Counter counter(String name, String description) {
        return Counter.builder("pentimento.evaluation." + name)
                .description(description)
                .register(registry);
    }

    Timer inference() {
        return inference;
    }

    void batch(int images) {
        batchSize.record(images);
        predictions.increment(images);
    }

    void latency(Duration sinceImage) {
        latency.record(sinceImage.isNegative() ? Duration.ZERO : sinceImage);
    }

    void labelJoined() {
        labelsJoined.increment();
    }

    void labelRepeated() {
        labelsRepeated.increment();
    }

    void labelChanged() {
        labelsChanged.increment();
    }

    void labelWithdrawn() {
        labelsWithdrawn.increment();
    }

    void labelEarly() {
        labelsEarly.increment();
    }

    void imageIdRepeated() {
        imageIdsRepeated.increment();
    }

    void implausibleTime() {
        implausibleTimes.increment();
    }

    void driftCountsLost() {
        driftCountsLost.increment();
    }

    void candidateFailed() {
        candidateFailures.increment();
    }

    void deadLetter(DeadLetterReason reason) {
        deadLetters.count(reason);
    }

    QualityGauges quality() {
        return quality;
    }

    DriftGauges drift() {
        return drift;
    }

    /**
     * Tells how many records of the topics that the stream reads are not read yet.
     *
     * @param metrics of the clients, as they are at the time of asking
     */
    void lag(List<String> topics, Supplier<Map<MetricName, ? extends Metric>> metrics) {
        for (String topic : topics) {
            Gauge.builder("pentimento.evaluation.lag", () -> lag(topic, metrics.get()))
                    .baseUnit("records")
                    .description("Records not read yet, of the partitions assigned")
                    .tag("topic", topic)
                    .register(registry);
        }
    }

    private static double lag(String topic, Map<MetricName, ? extends Metric> metrics) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals("records-lag")
                        && topic.equals(metric.metricName().tags().get("topic")))
                .mapToDouble(metric -> metric.metricValue() instanceof Double records ? records : 0)
                .filter(Double::isFinite)
                .sum();
    }
}

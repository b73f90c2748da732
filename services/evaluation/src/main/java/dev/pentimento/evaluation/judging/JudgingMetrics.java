package dev.pentimento.evaluation.judging;

import dev.pentimento.events.RequestReason;
import dev.pentimento.serving.faults.FailedShare;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Metrics of judging. Counts include work that is repeated after a failed transaction. */
public final class JudgingMetrics {
    /** From the latency of an idle local stack to one that amounts to a standstill. */
    private static final Duration[] LATENCIES = Stream.of(
                    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer inference;
    private final DistributionSummary batchSize;
    private final Timer latency;
    private final Counter predictions;
    private final Counter candidateFailures;
    private final FailedShare failedShare;
    private final Map<RequestReason, Counter> requests = new EnumMap<>(RequestReason.class);

    /** @param failedShare receives the counts */
    public JudgingMetrics(MeterRegistry registry, FailedShare failedShare) {
        this.failedShare = failedShare;
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
        predictions = Counter.builder("pentimento.evaluation.predictions")
                .description("Predictions made")
                .register(registry);
        candidateFailures = Counter.builder("pentimento.evaluation.candidate.failures")
                .description("Batches that a candidate could not judge")
                .register(registry);
        for (RequestReason reason : List.of(RequestReason.FLIP, RequestReason.SAMPLE)) {
            requests.put(
                    reason,
                    Counter.builder("pentimento.evaluation.label.requests")
                            .description("Images drawn for a label")
                            .tag("reason", reason.name())
                            .register(registry));
        }
    }

    <T> T inference(Supplier<T> pass) {
        return inference.record(pass);
    }

    void batch(int images) {
        batchSize.record(images);
        predictions.increment(images);
        failedShare.count(images, 0);
    }

    /** The champion could not answer an image. */
    void unanswered() {
        failedShare.count(1, 1);
    }

    void latency(Duration sinceImage) {
        latency.record(sinceImage.isNegative() ? Duration.ZERO : sinceImage);
    }

    void requested(RequestReason reason) {
        Objects.requireNonNull(requests.get(reason)).increment();
    }

    void candidateFailed() {
        candidateFailures.increment();
    }
}

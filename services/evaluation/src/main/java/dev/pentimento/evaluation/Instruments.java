package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What the stream measures of itself. Counts include work that a failed transaction does again. */
final class Instruments {
    private final MeterRegistry registry;
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
        inference = Timer.builder("pentimento.evaluation.inference")
                .description("Time that all networks take for one batch")
                .register(registry);
        batchSize = DistributionSummary.builder("pentimento.evaluation.batch.images")
                .description("Images in a batch")
                .register(registry);
        latency = Timer.builder("pentimento.evaluation.latency")
                .description("Time from an image's record to its prediction, before the commit")
                .publishPercentiles(0.5, 0.99)
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
        Counter.builder("pentimento.dead.letters")
                .description("Records that could not be used")
                .tag("service", EvaluationService.NAME)
                .tag("reason", reason.name())
                .register(registry)
                .increment();
    }
}

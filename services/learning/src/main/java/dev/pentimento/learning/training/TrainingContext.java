package dev.pentimento.learning.training;

import dev.pentimento.learning.device.ComputeDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Device, listener and clock of a training run. The clock is only for measuring; results do not depend on it. */
public record TrainingContext(ComputeDevice device, TrainingProgress progress, InstantSource clock) {

    /** @throws TrainingCancelledException if the listener cancels */
    public void checkCancelled(String phase) {
        if (progress.cancelled()) {
            throw new TrainingCancelledException(phase);
        }
    }

    /** Reports to the listener, with an estimate of the time left based on the time since {@code start}. */
    public void report(String phase, int epoch, int epochs, double loss, double validation, Instant start) {
        Duration left = since(start).multipliedBy(epochs - epoch).dividedBy(epoch);
        progress.report(new TrainingProgress.Report(phase, epoch, epochs, loss, validation, left));
    }

    public Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }
}

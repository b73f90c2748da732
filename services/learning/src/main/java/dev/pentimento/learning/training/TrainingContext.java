package dev.pentimento.learning.training;

import dev.pentimento.learning.device.ComputeDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Where a training runs and who watches it. The clock only measures; nothing that is learned depends on it. */
public record TrainingContext(ComputeDevice device, TrainingProgress progress, InstantSource clock) {

    /** @throws TrainingCancelledException if the listener wants it */
    public void checkCancelled(String phase) {
        if (progress.cancelled()) {
            throw new TrainingCancelledException(phase);
        }
    }

    /** Tells the listener, with an estimate of the time left from the time since {@code start}. */
    public void report(String phase, int epoch, int epochs, double loss, double validation, Instant start) {
        Duration left = since(start).multipliedBy(epochs - epoch).dividedBy(epoch);
        progress.report(new TrainingProgress.Report(phase, epoch, epochs, loss, validation, left));
    }

    public Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }
}

package dev.pentimento.learning.training;

import java.time.Duration;

/** Listens to a training and may cancel it. Called on the training's thread. */
@FunctionalInterface
public interface TrainingProgress {
    TrainingProgress SILENT = report -> {};

    void report(Report report);

    /** Asked before every step. */
    default boolean cancelled() {
        return false;
    }

    /**
     * @param phase what is being trained, such as {@code encoder}
     * @param epoch the one that has ended, from 1
     * @param epochs planned
     * @param loss mean of the epoch
     * @param validation loss on data that it does not learn from
     * @param left estimate for this phase
     */
    record Report(String phase, int epoch, int epochs, double loss, double validation, Duration left) {}
}

package dev.pentimento.learning.training;

import java.time.Duration;

/** Listens to a training run and may cancel it. Called on the training thread. */
@FunctionalInterface
public interface TrainingProgress {
    TrainingProgress SILENT = report -> {};

    void report(Report report);

    /**
     * Called after each batch of images.
     *
     * @param what the counted items, such as {@code images embedded}
     * @param done number of images so far
     * @param of number of images in all, counted once for each epoch
     */
    default void images(String what, long done, long of) {}

    /** Called before every step. */
    default boolean cancelled() {
        return false;
    }

    /**
     * @param phase what is being trained, such as {@code encoder}
     * @param epoch number of the epoch that has ended, starting at 1
     * @param epochs planned number of epochs
     * @param loss mean loss of the epoch
     * @param validation loss on data that is not used for training
     * @param left estimated remaining time of this phase
     */
    record Report(String phase, int epoch, int epochs, double loss, double validation, Duration left) {}
}

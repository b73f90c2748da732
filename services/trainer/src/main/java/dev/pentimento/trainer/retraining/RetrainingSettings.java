package dev.pentimento.trainer.retraining;

import java.time.Duration;

/**
 * When the trainer automatically trains a new correction.
 *
 * @param onDrift whether a drift alarm starts a training
 * @param onHurts whether the verdict HURTS on the champion's correction starts a training
 * @param everyLabels number of new labels after which a training starts; 0: labels alone do not start one
 * @param minLabels smallest number of labelled images for an automatic training
 * @param coolDown time after a training before another automatic training starts
 * @param classifierToo whether each training also fine-tunes the classifier, as a second candidate
 */
public record RetrainingSettings(
        boolean onDrift, boolean onHurts, long everyLabels, int minLabels, Duration coolDown, boolean classifierToo) {
    /** With fewer labels, validation is meaningless, even if a user requests the training. */
    public static final int FEWEST_LABELS = 100;

    public RetrainingSettings {
        if (everyLabels < 0) {
            throw new IllegalArgumentException("labels between trainings must not be negative: " + everyLabels);
        }
        if (minLabels < FEWEST_LABELS) {
            throw new IllegalArgumentException("minimum of labels must be " + FEWEST_LABELS + ": " + minLabels);
        }
        if (coolDown.isNegative()) {
            throw new IllegalArgumentException("cool-down must not be negative: " + coolDown);
        }
    }
}

package dev.pentimento.trainer.retraining;

import java.time.Duration;

/**
 * When the trainer learns a new correction by itself.
 *
 * @param everyLabels new labels after which it does; 0: not for this reason
 * @param minLabels labelled images that it takes at least
 * @param coolDown after one training, before another reason starts one
 * @param classifierToo whether each training also lets the classifier learn on, as a candidate of its own
 */
public record RetrainingSettings(
        boolean onDrift, boolean onHurts, long everyLabels, int minLabels, Duration coolDown, boolean classifierToo) {
    /** Below this a validation says nothing, whoever asks for the training. */
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

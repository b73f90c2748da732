package dev.pentimento.learning.training;

/** The listener cancelled the training. */
public final class TrainingCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingCancelledException(String phase) {
        super("training of the " + phase + " was cancelled");
    }
}

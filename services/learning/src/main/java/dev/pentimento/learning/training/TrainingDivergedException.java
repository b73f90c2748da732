package dev.pentimento.learning.training;

/** A loss is no number any more. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingDivergedException(String phase, int step, double loss, double learningRate) {
        super("training of the " + phase + " stopped at step " + step + ": its loss is " + loss
                + "; the data are finite, so most likely the learning rate is too high (" + learningRate + ")");
    }
}

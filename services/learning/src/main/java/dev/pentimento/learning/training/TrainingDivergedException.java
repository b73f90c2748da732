package dev.pentimento.learning.training;

/** A loss is not finite. Rows that are not finite are rejected before training starts, so they are not the cause. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingDivergedException(String phase, int step, double loss, double learningRate) {
        super("training of the " + phase + " stopped at step " + step + ": its loss is " + loss + "; "
                + cause(step, learningRate));
    }

    /** The first loss is that of weights that have not been updated yet. */
    private static String cause(int step, double learningRate) {
        return step == 1
                ? "no step was taken yet, so most likely the data contain values that are far too large"
                : "the data are finite, so most likely the learning rate is too high (" + learningRate + ")";
    }
}

package dev.pentimento.learning.training;

/** A loss is not finite. Trainings refuse rows that are not finite before they start, so these are not the cause. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingDivergedException(String phase, int step, double loss, double learningRate) {
        super("training of the " + phase + " stopped at step " + step + ": its loss is " + loss + "; "
                + cause(step, learningRate));
    }

    /** The first loss is that of weights that no learning rate has changed yet. */
    private static String cause(int step, double learningRate) {
        return step == 1
                ? "nothing was learned yet, so most likely the data hold values that are far too large"
                : "the data are finite, so most likely the learning rate is too high (" + learningRate + ")";
    }
}

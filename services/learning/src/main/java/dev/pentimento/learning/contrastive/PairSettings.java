package dev.pentimento.learning.contrastive;

/**
 * Which pairs are formed from labelled points and the classifier's predictions for them.
 *
 * @param skipConfidence a point predicted with at most this confidence is not a partner, and is an anchor like the
 *     errors
 * @param positives number of partners of each anchor from its true class; the same number comes from the predicted
 *     class
 * @param balanced whether each class keeps only as many random anchors as the class with the fewest
 * @param freshEachEpoch whether partners are redrawn in each epoch, or drawn once
 */
public record PairSettings(double skipConfidence, int positives, boolean balanced, boolean freshEachEpoch) {

    public PairSettings {
        if (!(skipConfidence >= 0 && skipConfidence < 1)) {
            throw new IllegalArgumentException("skip confidence must be in [0, 1): " + skipConfidence);
        }
        if (positives < 1) {
            throw new IllegalArgumentException("positives must be positive: " + positives);
        }
    }

    /** The thesis's settings, with fewer partners and more anchors per step. */
    public static PairSettings defaults() {
        return new PairSettings(0.58, 16, false, false);
    }
}

package dev.pentimento.learning.contrastive;

/**
 * Which pairs are formed from labelled points and the classifier's predictions for them.
 *
 * @param skipConfidence a point predicted with no more confidence than this is no partner, and is an anchor like the errors
 * @param positives partners of each anchor from its true class; as many again come from the class it was taken for
 * @param balanced whether each class keeps only as many anchors, at random, as the class with the fewest
 * @param freshEachEpoch whether partners are drawn anew in each epoch, or once
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

    /** The thesis's, with fewer partners in a step and more anchors. */
    public static PairSettings defaults() {
        return new PairSettings(0.58, 16, false, false);
    }
}

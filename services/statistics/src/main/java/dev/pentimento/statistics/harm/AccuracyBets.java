package dev.pentimento.statistics.harm;

import org.hipparchus.util.FastMath;

/**
 * Bets that accuracy is on one side of a limit, with a new start at each batch of labels. A bet is the likelihood ratio of
 * another accuracy against the limit: as long as accuracy is on the other side, no bet gains on average. The sum over
 * all starts, an e-detector, then grows on average by no more than the number of labels, so that the mean number of
 * labels until it reaches a value is at least that value (Shin, Ramdas and Rinaldo, "E-detectors", arXiv 2203.03532,
 * section 2). Because of the new starts, a loss after a long good time is found as soon as one at the beginning.
 *
 * <p>Assumption: whether an image is labelled, and how many labels come together, does not depend on whether its
 * prediction is right. Not thread-safe.
 */
final class AccuracyBets {
    /** Distances of the other accuracies from the limit, in logits: from a little to nearly always wrong. */
    private static final double[] DISTANCES = {0.125, 0.25, 0.5, 1, 2};

    private final double[] logRight = new double[DISTANCES.length];
    private final double[] logWrong = new double[DISTANCES.length];
    private final double[] wealth;

    /**
     * @param limit between 0 and 1
     * @param below whether the bets are on an accuracy below the limit, or above it
     * @param wealth of each bet, as returned by {@link #wealth()}
     */
    AccuracyBets(double limit, boolean below, double[] wealth) {
        if (wealth.length != DISTANCES.length) {
            throw new IllegalArgumentException(wealth.length + " bets instead of " + DISTANCES.length);
        }
        this.wealth = wealth.clone();
        double logit = FastMath.log(limit / (1 - limit));
        for (int i = 0; i < DISTANCES.length; i++) {
            double other = 1 / (1 + FastMath.exp(-logit + (below ? DISTANCES[i] : -DISTANCES[i])));
            logRight[i] = FastMath.log(other / limit);
            logWrong[i] = FastMath.log((1 - other) / (1 - limit));
        }
    }

    static double[] noWealth() {
        return new double[DISTANCES.length];
    }

    void add(long right, long labelled) {
        for (int i = 0; i < wealth.length; i++) {
            double gain = FastMath.exp(right * logRight[i] + (labelled - right) * logWrong[i]);
            wealth[i] = (wealth[i] + (double) labelled / wealth.length) * gain;
        }
    }

    /** The evidence, measured in labels. */
    double evidence() {
        double sum = 0;
        for (double each : wealth) {
            sum += each;
        }
        return sum;
    }

    double[] wealth() {
        return wealth.clone();
    }
}

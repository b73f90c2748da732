package dev.pentimento.statistics.drift.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that one histogram has changed, from bets against its reference, which grows with every image added. Without
 * a change, the counts of a step follow the Dirichlet-multinomial distribution given by the weights so far. Every bet's
 * likelihood ratio e then has mean 1 given the past, and its Shiryaev–Roberts sum M ← e·(M + images) equals the number
 * of images on average: an e-detector (Shin, Ramdas and Rinaldo, arXiv 2203.03532, section 2).
 */
final class HistogramBets {
    private static final double ADAPTIVE_PRIOR = 32;
    private static final double FADING = .8;
    private static final double FADING_IMAGES = 32;
    private static final double CEILING = 1e300;

    private final Alternatives alternatives;
    private final double[] weights;
    /** A distribution, as weights, to which the stream is expected to return; it has its own bet. */
    private final double @Nullable [] home;
    /** Recent counts, with exponential decay; the adaptive bet uses them. */
    private final double[] recent;

    /**
     * Shiryaev–Roberts sum, CUSUM and its last zero (as a number of images), for each bet; the last two are the
     * adaptive bet and the bet on the return.
     */
    private final double[] sums;

    private final double[] cusums;
    private final long[] zeros;
    /** Gain of the bet on the return in the latest step. */
    private double returnGain;

    HistogramBets(Alternatives alternatives, double[] weights, double @Nullable [] home) {
        this.alternatives = alternatives;
        this.weights = weights;
        this.home = home;
        recent = new double[weights.length];
        int bets = alternatives.size() + (home == null ? 1 : 2);
        sums = new double[bets];
        cusums = new double[bets];
        zeros = new long[bets];
    }

    /** A histogram with all images in one bin carries no information. */
    boolean informative() {
        int filled = 0;
        for (double weight : weights) {
            filled += weight > 0 ? 1 : 0;
        }
        return filled > 1;
    }

    /**
     * Updates all bets with one step's counts.
     *
     * @param counts counts by bin, divided by the burst factor
     * @param images number of images in the step
     * @param before number of images before the step
     */
    void bet(double[] counts, long images, long before) {
        double[] p = distribution(weights, 0, weights);
        double predicted = Predictive.log(weights, counts);
        double plain = 0;
        double total = 0;
        for (int b = 0; b < p.length; b++) {
            plain += counts[b] == 0 ? 0 : counts[b] * FastMath.log(p[b]);
            total += counts[b];
        }
        double[] gains = new double[sums.length];
        alternatives.logRatios(p, counts, total, gains);
        for (int j = 0; j < alternatives.size(); j++) {
            gains[j] += plain - predicted;
        }
        gains[alternatives.size()] = logLikelihood(distribution(recent, ADAPTIVE_PRIOR, p), counts) - predicted;
        if (home != null) {
            returnGain = Predictive.log(home, counts) - predicted;
            gains[alternatives.size() + 1] = returnGain;
        }
        settle(gains, images, before);
    }

    private void settle(double[] gains, long images, long before) {
        for (int j = 0; j < gains.length; j++) {
            if (cusums[j] <= 0) {
                zeros[j] = before;
            }
            cusums[j] = Math.max(cusums[j], 0) + gains[j];
            sums[j] = Math.min(CEILING, FastMath.exp(Math.min(690, gains[j])) * (sums[j] + images));
        }
    }

    private static double logLikelihood(double[] q, double[] counts) {
        double log = 0;
        for (int b = 0; b < q.length; b++) {
            log += counts[b] == 0 ? 0 : counts[b] * FastMath.log(q[b]);
        }
        return log;
    }

    /** The distribution from weights and a prior distribution that counts as {@code prior} images. */
    private static double[] distribution(double[] counted, double prior, double[] shape) {
        double sum = prior;
        for (double each : counted) {
            sum += each;
        }
        double[] distribution = new double[counted.length];
        for (int b = 0; b < counted.length; b++) {
            distribution[b] = (counted[b] + (prior > 0 ? prior * shape[b] : 0)) / sum;
        }
        return distribution;
    }

    /** Updates the adaptive bet only; the reference does not grow. */
    void remember(double[] counts, long images) {
        double fading = FastMath.pow(FADING, images / FADING_IMAGES);
        for (int b = 0; b < recent.length; b++) {
            recent[b] = fading * recent[b] + counts[b];
        }
    }

    /** Adds the step's images to the reference. */
    void grow(double[] counts) {
        for (int b = 0; b < weights.length; b++) {
            weights[b] += counts[b];
        }
    }

    /** Mean of the sums of all bets on a change. */
    double evidenceOfChange() {
        double sum = 0;
        for (int j = 0; j <= alternatives.size(); j++) {
            sum += sums[j] / (alternatives.size() + 1);
        }
        return sum;
    }

    /** Sum of the bet on the return; 0 without such a bet. */
    double evidenceOfReturn() {
        return home == null ? 0 : sums[sums.length - 1];
    }

    double returnGain() {
        return returnGain;
    }

    /** Largest CUSUM of all bets. */
    double strongest() {
        return cusums[strongestBet()];
    }

    /** Number of images seen when the strongest bet began to win. */
    long began() {
        return zeros[strongestBet()];
    }

    private int strongestBet() {
        int strongest = 0;
        for (int j = 1; j < cusums.length; j++) {
            strongest = cusums[j] > cusums[strongest] ? j : strongest;
        }
        return strongest;
    }

    double[] recent() {
        return recent.clone();
    }

    double[] weights() {
        return weights.clone();
    }

    void write(DataOutput out) throws IOException {
        for (double[] numbers : numbers()) {
            SavedState.write(out, numbers);
        }
        SavedState.write(out, zeros);
    }

    void read(DataInput in) throws IOException {
        for (double[] numbers : numbers()) {
            System.arraycopy(SavedState.doubles(in, numbers.length), 0, numbers, 0, numbers.length);
        }
        System.arraycopy(SavedState.longs(in, zeros.length), 0, zeros, 0, zeros.length);
    }

    private Iterable<double[]> numbers() {
        double[] none = new double[0];
        return Arrays.asList(weights, home == null ? none : home, recent, sums, cusums);
    }
}

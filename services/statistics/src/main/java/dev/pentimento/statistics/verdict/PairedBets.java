package dev.pentimento.statistics.verdict;

import java.util.List;
import org.hipparchus.distribution.continuous.BetaDistribution;

/**
 * A mixture of bets on the difference of two arms' accuracy. Each labelled image is worth X = 1 (helped), −1 (hurt) or
 * 0; under "the mean of X is at most m" the wealth Π(1 + λ(X − m)) is a non-negative supermartingale that starts at 1,
 * for every stake λ that keeps it non-negative, and so is a mixture over stakes (Waudby-Smith and Ramdas, "Estimating
 * means of bounded random variables by betting", arXiv 2010.09686, section 4). By Ville's inequality, the probability
 * that it ever reaches 1/α is at most α, however often the verdict is looked at.
 *
 * <p>Assumption: the labelled images are a fair sample of the stream in the order judged. Which images are labelled,
 * and when, does not depend on which arm is right.
 *
 * <p>Images that were drawn with different probabilities p weigh w ∝ 1/p: among drawn images, the mean of w(X − m) has
 * the sign of the stream's mean of X − m. Each factor is then 1 + λw(X − m). The weights are relative to those of the
 * same moment of the stream, which were fixed before, so a stake may be as large as that moment's largest loss allows.
 */
final class PairedBets {
    static final int STAKES = 32;
    private static final double SMALLEST = 0.008;
    private static final double LARGEST = 0.995;

    static final double[] STAKE = new double[STAKES];
    private static final double[] LOG_WEIGHT = new double[STAKES];

    static {
        double ratio = Math.pow(LARGEST / SMALLEST, 1.0 / STAKES);
        double[] weight = new double[STAKES];
        double total = 0;
        for (int j = 0; j < STAKES; j++) {
            double low = SMALLEST * Math.pow(ratio, j);
            STAKE[j] = low * Math.sqrt(ratio);
            weight[j] = mass(low * ratio) - mass(low);
            total += weight[j];
        }
        for (int j = 0; j < STAKES; j++) {
            LOG_WEIGHT[j] = Math.log(weight[j] / total);
        }
    }

    private PairedBets() {}

    /**
     * Prior mass of stakes up to {@code stake}: wide, medium and narrow beliefs about the coin of the discordant pairs.
     */
    private static double mass(double stake) {
        double sum = 0;
        for (int shape : new int[] {1, 10, 100}) {
            sum += new BetaDistribution(shape, shape).cumulativeProbability((1 + stake) / 2);
        }
        return sum / 3;
    }

    /**
     * Growth of the logarithm of each stake's wealth, against "the mean of X is at most {@code mean}": linear in the
     * counts, so real numbers work too.
     *
     * @param mean above −1, below 1
     */
    private static double[] logWealth(List<PairedLevel> levels, double mean) {
        double[] log = new double[STAKES];
        for (PairedLevel level : levels) {
            // The largest loss for a stake of one: a flip that hurts, or an image that was drawn less often.
            double flip = level.flipWeight() * (1 + mean);
            double most = Math.max(flip, mean);
            for (int j = 0; j < STAKES; j++) {
                double stake = STAKE[j] / most;
                double ofFlip = most == flip ? STAKE[j] / (1 + mean) : stake * level.flipWeight();
                log[j] += times(level.helped(), ofFlip * (1 - mean))
                        + times(level.hurt(), most == flip ? -STAKE[j] : -ofFlip * (1 + mean))
                        + times(level.ties(), -ofFlip * mean)
                        + times(level.others(), -stake * mean);
            }
        }
        return log;
    }

    static double times(double count, double gain) {
        return count == 0 ? 0 : count * Math.log1p(gain);
    }

    /** Natural logarithm of the evidence that the mean of X is above {@code mean}. */
    static double logEvidenceAbove(List<PairedLevel> levels, double mean) {
        return mixture(logWealth(levels, mean), 1);
    }

    /** The same for labels that nobody requested. */
    static double logEvidenceAbove(double n, double helped, double hurt, double mean) {
        return logEvidenceAbove(List.of(PairedLevel.unrequested(n, helped, hurt)), mean);
    }

    /** Natural logarithm of the evidence that the mean of X is below {@code mean}. */
    static double logEvidenceBelow(double n, double helped, double hurt, double mean) {
        return logEvidenceAbove(n, hurt, helped, -mean);
    }

    static double mixture(double[] log, double times) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < STAKES; j++) {
            largest = Math.max(largest, LOG_WEIGHT[j] + times * log[j]);
        }
        double sum = 0;
        for (int j = 0; j < STAKES; j++) {
            sum += Math.exp(LOG_WEIGHT[j] + times * log[j] - largest);
        }
        return largest + Math.log(sum);
    }

    /**
     * Smallest multiple of the counts, at least 1, at which the evidence that the mean is above {@code mean} reaches
     * {@code logNeeded}; more than {@code limit} if that is not enough. The evidence is convex in the multiple, so it
     * crosses the threshold from below once.
     */
    static double multipleNeeded(double n, double helped, double hurt, double mean, double logNeeded, double limit) {
        return multipleNeeded(List.of(PairedLevel.unrequested(n, helped, hurt)), mean, logNeeded, limit);
    }

    static double multipleNeeded(List<PairedLevel> levels, double mean, double logNeeded, double limit) {
        double n = levels.stream().mapToDouble(PairedLevel::labelled).sum();
        double[] log = logWealth(levels, mean);
        double low = 1;
        if (mixture(log, low) >= logNeeded) {
            return low;
        }
        double high = 2;
        while (mixture(log, high) < logNeeded) {
            low = high;
            high *= 2;
            if (low > limit) {
                return Double.POSITIVE_INFINITY;
            }
        }
        while (n * (high - low) > 0.25 && high - low > 1e-12 * high) {
            double middle = (low + high) / 2;
            if (mixture(log, middle) >= logNeeded) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }
}

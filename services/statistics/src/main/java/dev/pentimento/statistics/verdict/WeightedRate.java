package dev.pentimento.statistics.verdict;

import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.util.List;

/**
 * A confidence sequence for the share of all images that are right, from images that were drawn with different
 * probabilities. It bets on w(Y − m), as {@link PairedBets} does on differences: Y is 1 for an image that is right, else
 * 0, and w is proportional to the inverse of the image's probability (Waudby-Smith and Ramdas, arXiv 2010.09686, section
 * 4; the weights as in Waudby-Smith et al., "Anytime-valid off-policy inference for contextual bandits", arXiv
 * 2210.10768). It is valid at all times simultaneously.
 */
public final class WeightedRate {
    private static final double EXACT = 1e-9;

    private WeightedRate() {}

    /**
     * Labelled images whose drawing had one ratio between the probabilities of flips and of other images.
     *
     * @param flipWeight weight of a flip relative to another image, above 0, at most 1
     */
    public record Level(double flipWeight, long flipsRight, long flipsWrong, long othersRight, long othersWrong) {
        Level exchanged() {
            return new Level(flipWeight, flipsWrong, flipsRight, othersWrong, othersRight);
        }
    }

    /**
     * Both ends, 0 to 1.
     *
     * @param level error probability, such as 0.05; half of it for each side
     */
    public static Interval of(List<Level> levels, double level) {
        double needed = Math.log(2 / level);
        List<Level> exchanged = levels.stream().map(Level::exchanged).toList();
        return new Interval(lower(levels, needed), 1 - lower(exchanged, needed));
    }

    private static double lower(List<Level> levels, double needed) {
        double low = 0;
        double high = 1;
        while (high - low > EXACT) {
            double middle = (low + high) / 2;
            if (logEvidenceAbove(levels, middle) >= needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Natural logarithm of the evidence that the share is above {@code mean}. */
    static double logEvidenceAbove(List<Level> levels, double mean) {
        double[] log = new double[PairedBets.STAKES];
        for (Level level : levels) {
            for (int j = 0; j < log.length; j++) {
                double stake = PairedBets.STAKE[j];
                double gain = stake * (1 - mean) / mean;
                log[j] += PairedBets.times(level.flipsRight(), level.flipWeight() * gain)
                        + PairedBets.times(level.flipsWrong(), -level.flipWeight() * stake)
                        + PairedBets.times(level.othersRight(), gain)
                        + PairedBets.times(level.othersWrong(), -stake);
            }
        }
        return PairedBets.mixture(log, 1);
    }
}

package dev.pentimento.statistics.verdict;

import dev.pentimento.statistics.verdict.Verdict.Outcome;
import java.util.OptionalLong;

/**
 * Decides between two arms from counts alone. The decision may be looked at after every label: the probability that it
 * is ever false is at most {@code level} (see {@link PairedBets} for theorem and assumption).
 *
 * @param level error probability α of verdict and confidence sequence, above 0, below 1
 * @param margin differences in accuracy within ± margin count as equivalent, 0 to below 1; 0 means never
 */
public record VerdictRule(double level, double margin) {
    /** Forecasts above this number of labels are not given. */
    private static final double FORESEEABLE = 1e10;

    public VerdictRule {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1: " + level);
        }
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("margin must be at least 0 and below 1: " + margin);
        }
    }

    /**
     * @param n number of labelled images on which both arms have an opinion; first labels only
     * @param helped number of those with the baseline wrong and the challenger right
     * @param hurt number of those with the baseline right and the challenger wrong
     */
    public Verdict judge(long n, long helped, long hurt) {
        if (helped < 0 || hurt < 0 || n < helped + hurt) {
            throw new IllegalArgumentException(helped + " helped and " + hurt + " hurt of " + n + " images");
        }
        double difference = n == 0 ? 0 : (double) (helped - hurt) / n;
        double helps = PairedBets.logEvidenceAbove(n, helped, hurt, 0);
        double hurts = PairedBets.logEvidenceBelow(n, helped, hurt, 0);
        Outcome outcome = outcome(n, helped, hurt, helps, hurts);
        return new Verdict(
                outcome,
                difference,
                lower(n, helped, hurt, difference),
                -lower(n, hurt, helped, -difference),
                helps,
                hurts,
                outcome == Outcome.UNDECIDED ? labelsNeeded(n, helped, hurt, difference) : OptionalLong.empty());
    }

    /** Logarithm of 2/α: half of the error probability for each side. */
    private double needed() {
        return Math.log(2 / level);
    }

    private Outcome outcome(long n, long helped, long hurt, double helps, double hurts) {
        if (helps >= needed()) {
            return Outcome.HELPS;
        }
        if (hurts >= needed()) {
            return Outcome.HURTS;
        }
        boolean equivalent = margin > 0
                && PairedBets.logEvidenceAbove(n, helped, hurt, -margin) >= needed()
                && PairedBets.logEvidenceBelow(n, helped, hurt, margin) >= needed();
        return equivalent ? Outcome.EQUIVALENT : Outcome.UNDECIDED;
    }

    /**
     * Largest mean that is ruled out from below, by bisection: the evidence falls as the mean rises. It begins at 0 and
     * at −margin, the means that decide verdicts, so that interval and verdict never contradict each other.
     */
    private double lower(long n, long helped, long hurt, double difference) {
        double low = -1;
        double high = difference;
        for (double mean : new double[] {-margin, 0, margin}) {
            if (mean < difference && PairedBets.logEvidenceAbove(n, helped, hurt, mean) >= needed()) {
                low = mean;
            } else if (mean < high && mean > low) {
                high = mean;
            }
        }
        while (high - low > 1e-12) {
            double middle = (low + high) / 2;
            if (PairedBets.logEvidenceAbove(n, helped, hurt, middle) >= needed()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private OptionalLong labelsNeeded(long n, long helped, long hurt, double difference) {
        if (n == 0) {
            return OptionalLong.empty();
        }
        double helps = multiple(n, helped, hurt, 0);
        double hurts = multiple(n, hurt, helped, 0);
        double equivalent = Math.abs(difference) < margin
                ? Math.max(multiple(n, helped, hurt, -margin), multiple(n, hurt, helped, -margin))
                : Double.POSITIVE_INFINITY;
        double labels = n * Math.min(Math.min(helps, hurts), equivalent);
        return labels > FORESEEABLE ? OptionalLong.empty() : OptionalLong.of(Math.max(1, (long) Math.ceil(labels) - n));
    }

    private double multiple(long n, long helped, long hurt, double mean) {
        return PairedBets.multipleNeeded(n, helped, hurt, mean, needed(), FORESEEABLE / n);
    }
}

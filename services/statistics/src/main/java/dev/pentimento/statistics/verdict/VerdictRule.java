package dev.pentimento.statistics.verdict;

import dev.pentimento.statistics.verdict.Verdict.Outcome;
import java.util.OptionalLong;
import java.util.stream.LongStream;

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
        return judge(PairedEvidence.unrequested(n, helped, hurt));
    }

    /** Decides from labels of one kind. */
    public Verdict judge(PairedEvidence labels) {
        PairedEvidence exchanged = labels.exchanged();
        double helps = labels.logAbove(0);
        double hurts = exchanged.logAbove(0);
        Outcome outcome = outcome(labels, exchanged, helps, hurts);
        return new Verdict(
                outcome,
                labels.difference(),
                lower(labels),
                -lower(exchanged),
                helps,
                hurts,
                outcome == Outcome.UNDECIDED ? labelsNeeded(labels, exchanged) : OptionalLong.empty());
    }

    /**
     * The rule for each of two kinds of labels, if either may decide. Half of the error probability for each keeps the
     * sum, even if the same images have labels of both kinds (union bound).
     */
    public VerdictRule ofTwo() {
        return new VerdictRule(level / 2, margin);
    }

    /**
     * Lets either of two verdicts of {@link #ofTwo} decide. The evidence is the larger of the two wealths, halved. If the
     * verdicts contradict each other, there is none, and the lower end is above the upper one.
     */
    public Verdict either(Verdict one, Verdict other) {
        double lower = Math.max(one.lower(), other.lower());
        double upper = Math.min(one.upper(), other.upper());
        boolean narrower = one.upper() - one.lower() <= other.upper() - other.lower();
        double helps = Math.max(one.logEvidenceHelps(), other.logEvidenceHelps()) - Math.log(2);
        double hurts = Math.max(one.logEvidenceHurts(), other.logEvidenceHurts()) - Math.log(2);
        Outcome outcome = outcome(helps, hurts, margin > 0 && lower >= -margin && upper <= margin);
        return new Verdict(
                outcome,
                Math.max(lower, Math.min(upper, narrower ? one.difference() : other.difference())),
                lower,
                upper,
                helps,
                hurts,
                outcome == Outcome.UNDECIDED ? first(one.labelsNeeded(), other.labelsNeeded()) : OptionalLong.empty());
    }

    private static OptionalLong first(OptionalLong one, OptionalLong other) {
        return LongStream.concat(one.stream(), other.stream()).min();
    }

    /** Logarithm of 2/α: half of the error probability for each side. */
    private double needed() {
        return Math.log(2 / level);
    }

    private Outcome outcome(PairedEvidence labels, PairedEvidence exchanged, double helps, double hurts) {
        boolean equivalent = margin > 0
                && helps < needed()
                && hurts < needed()
                && labels.logAbove(-margin) >= needed()
                && exchanged.logAbove(-margin) >= needed();
        return outcome(helps, hurts, equivalent);
    }

    private Outcome outcome(double helps, double hurts, boolean equivalent) {
        if (helps >= needed() && hurts >= needed()) {
            return Outcome.UNDECIDED;
        }
        if (helps >= needed()) {
            return Outcome.HELPS;
        }
        if (hurts >= needed()) {
            return Outcome.HURTS;
        }
        return equivalent ? Outcome.EQUIVALENT : Outcome.UNDECIDED;
    }

    /**
     * Largest mean that is ruled out from below, by bisection: the evidence falls as the mean rises. It begins at 0 and
     * at −margin, the means that decide verdicts, so that interval and verdict never contradict each other.
     */
    private double lower(PairedEvidence labels) {
        double low = -1;
        double high = labels.difference();
        for (double mean : new double[] {-margin, 0, margin}) {
            if (mean < labels.difference() && labels.logAbove(mean) >= needed()) {
                low = mean;
            } else if (mean < high && mean > low) {
                high = mean;
            }
        }
        while (high - low > 1e-12) {
            double middle = (low + high) / 2;
            if (labels.logAbove(middle) >= needed()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private OptionalLong labelsNeeded(PairedEvidence labels, PairedEvidence exchanged) {
        double n = labels.labelled();
        if (n == 0) {
            return OptionalLong.empty();
        }
        double helps = multiple(labels, 0);
        double hurts = multiple(exchanged, 0);
        double equivalent = Math.abs(labels.difference()) < margin
                ? Math.max(multiple(labels, -margin), multiple(exchanged, -margin))
                : Double.POSITIVE_INFINITY;
        double more = n * Math.min(Math.min(helps, hurts), equivalent);
        return more > FORESEEABLE
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, (long) Math.ceil(more) - Math.round(n)));
    }

    private double multiple(PairedEvidence labels, double mean) {
        return PairedBets.multipleNeeded(labels.levels(), mean, needed(), FORESEEABLE / labels.labelled());
    }
}

package dev.pentimento.statistics.quality;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.special.Beta;

/**
 * A confidence sequence for the mean of k rates, such as balanced accuracy, which is the mean of k recalls; with k = 1
 * for accuracy. It is valid at all times simultaneously, however often it is looked at.
 *
 * <p>For one rate, the likelihood ratio of Jeffreys's mixture Beta(½, ½) against a rate r is a martingale under r
 * (Robbins 1970; Howard, Ramdas, McAuliffe, Sekhon 2021, arXiv 1810.08240, section 3.1). The product over the classes
 * is one too, for images of the classes in any order. The rates that the product does not reject at level α, by Ville's
 * inequality, form a convex set. The ends of the interval are the smallest and the largest mean on that set, computed
 * to within 10⁻⁹.
 */
public final class RateSequence {
    private static final double PRIOR = 0.5;
    private static final double PRIOR_LOG_BETA = Beta.logBeta(PRIOR, PRIOR);
    private static final int HALVINGS = 60;

    private RateSequence() {}

    /** Both ends, 0 to 1. */
    public record Interval(double lower, double upper) {}

    /** The interval of one rate, from the number of successes and trials. */
    public static Interval of(long successes, long trials, double level) {
        return of(new long[] {successes}, new long[] {trials}, level);
    }

    /**
     * The interval of the mean over all rates with at least one trial.
     *
     * @param level error probability, such as 0.05
     * @throws IllegalArgumentException if there are more successes than trials, or the level is not between 0 and 1
     */
    public static Interval of(long[] successes, long[] trials, double level) {
        if (!(level > 0 && level < 1) || successes.length != trials.length) {
            throw new IllegalArgumentException(
                    "a confidence sequence needs a level between 0 and 1, and trials for all successes: level " + level
                            + ", " + successes.length + " successes and " + trials.length + " trials");
        }
        long[] failures = new long[trials.length];
        for (int i = 0; i < trials.length; i++) {
            failures[i] = trials[i] - successes[i];
            if (successes[i] < 0 || failures[i] < 0) {
                throw new IllegalArgumentException(successes[i] + " successes of " + trials[i] + " trials");
            }
        }
        Rates rates = Rates.of(successes, failures);
        double most = -Math.log(level) - mixture(rates);
        return new Interval(1 - largestMean(rates.turned(), most), largestMean(rates, most));
    }

    /**
     * Rates with the same counts are computed once: of a thousand classes with few images, most have the same counts.
     *
     * @param number how many rates have these counts
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Rates(long[] successes, long[] failures, long[] number) {
        static Rates of(long[] successes, long[] failures) {
            Map<List<Long>, Long> number = new LinkedHashMap<>();
            for (int i = 0; i < successes.length; i++) {
                number.merge(List.of(successes[i], failures[i]), 1L, Long::sum);
            }
            return new Rates(
                    number.keySet().stream().mapToLong(counts -> counts.get(0)).toArray(),
                    number.keySet().stream().mapToLong(counts -> counts.get(1)).toArray(),
                    number.values().stream().mapToLong(Long::longValue).toArray());
        }

        Rates turned() {
            return new Rates(failures, successes, number);
        }
    }

    /** Logarithm of the mixture's likelihood. */
    private static double mixture(Rates rates) {
        double sum = 0;
        for (int i = 0; i < rates.number.length; i++) {
            sum += rates.number[i]
                    * (Beta.logBeta(PRIOR + rates.successes[i], PRIOR + rates.failures[i]) - PRIOR_LOG_BETA);
        }
        return sum;
    }

    /** Raises the Lagrange multiplier until the evidence that the level allows is used up. */
    private static double largestMean(Rates rates, double most) {
        double low = -30;
        double high = 60;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (surprise(rates, Math.exp(middle)) <= most) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double sum = 0;
        long tried = 0;
        for (int i = 0; i < rates.number.length; i++) {
            if (rates.successes[i] + rates.failures[i] > 0) {
                sum += rates.number[i] * rate(rates.successes[i], rates.failures[i], Math.exp(low));
                tried += rates.number[i];
            }
        }
        return tried == 0 ? 1 : sum / tried;
    }

    /**
     * Where failures/(1−r) − successes/r = pull: the maximum likelihood for pull 0, and close to 1 for a large pull.
     */
    private static double rate(long successes, long failures, double pull) {
        double linear = pull - successes - failures;
        double root = Math.sqrt(linear * linear + 4 * pull * successes);
        // Of the two forms of the root, this one has no cancellation.
        return Math.min(
                1, linear >= 0 ? (linear + root) / (2 * pull) : successes == 0 ? 0 : 2 * successes / (root - linear));
    }

    /** Negative logarithm of the likelihood of the rates at that pull. */
    private static double surprise(Rates rates, double pull) {
        double sum = 0;
        for (int i = 0; i < rates.number.length; i++) {
            double rate = rate(rates.successes[i], rates.failures[i], pull);
            sum -= rates.number[i]
                    * (times(rates.successes[i], Math.log(rate)) + times(rates.failures[i], Math.log1p(-rate)));
        }
        return sum;
    }

    private static double times(long count, double logarithm) {
        return count == 0 ? 0 : count * logarithm;
    }
}

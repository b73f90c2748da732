package dev.pentimento.statistics.harm;

import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import dev.pentimento.statistics.estimate.LearnedAccuracy;
import dev.pentimento.statistics.quality.RateSequence;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Accuracy of the present images. The estimate without labels, as a normal distribution whose {@link LearnedAccuracy#COVERAGE}
 * interval is the estimate's, is the prior; the labels are the likelihood. The ends are the 5 % and the 95 % quantile of the
 * posterior: without labels, those of the estimate. They promise nothing. Without an
 * estimate, the ends are those of the confidence sequence of the labels alone.
 */
public record PresentAccuracy(double accuracy, double lower, double upper) {
    private static final int POINTS = 2_000;
    private static final double TAIL = 0.05;
    /** Quantile of the normal distribution for the ends of the estimate's interval. */
    private static final double DEVIATIONS = 1.645;
    /** More labels would hide a change behind those from before it. */
    private static final long MOST_LABELS = 1_000;

    /** @return null if nothing is known */
    static @Nullable PresentAccuracy of(@Nullable Estimate estimate, long right, long labelled) {
        if (estimate != null) {
            return posterior(estimate, right, labelled);
        }
        if (labelled == 0) {
            return null;
        }
        RateSequence.Interval interval = RateSequence.of(right, labelled, TAIL);
        return new PresentAccuracy((double) right / labelled, interval.lower(), interval.upper());
    }

    private static PresentAccuracy posterior(Estimate estimate, long right, long labelled) {
        double half = Math.max(estimate.upper() - estimate.accuracy(), estimate.accuracy() - estimate.lower());
        double deviation = Math.max(1e-6, half / DEVIATIONS);
        double weight = Math.min(1, (double) MOST_LABELS / Math.max(1, labelled));
        double[] log = new double[POINTS];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < POINTS; i++) {
            double distance = (at(i) - estimate.accuracy()) / deviation;
            log[i] = -distance * distance / 2
                    + weight * (right * FastMath.log(at(i)) + (labelled - right) * FastMath.log(1 - at(i)));
            largest = Math.max(largest, log[i]);
        }
        double all = 0;
        double mean = 0;
        for (int i = 0; i < POINTS; i++) {
            log[i] = FastMath.exp(log[i] - largest);
            all += log[i];
            mean += log[i] * at(i);
        }
        return new PresentAccuracy(mean / all, quantile(log, TAIL * all), quantile(log, (1 - TAIL) * all));
    }

    /** Where the sum of the masses reaches {@code share}. */
    private static double quantile(double[] masses, double share) {
        double sum = 0;
        int i = 0;
        while (i < POINTS - 1 && sum + masses[i] < share) {
            sum += masses[i++];
        }
        return at(i);
    }

    private static double at(int point) {
        return (point + 0.5) / POINTS;
    }
}

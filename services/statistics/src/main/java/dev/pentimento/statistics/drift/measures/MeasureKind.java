package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.scores.DriftScores;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The descriptive measures. Their order is that of the thresholds stored with a reference, so a new measure must be
 * added at the end. {@link WindowMeasures} expects one row of thresholds per measure. Before a measure is added, it
 * must be extended to read existing references, which have fewer rows.
 */
enum MeasureKind {
    /** 1 − cosine of the angle between the mean embedding now and that of the reference. */
    MEAN_SHIFT_COSINE,
    /** Root mean square over dimensions of the shift of the mean, in standard deviations. */
    MEAN_SHIFT,
    /**
     * Squared Fréchet distance between Gaussians with the same means and variances by dimension, without correlations,
     * in standard deviations, averaged over dimensions.
     */
    FRECHET_DIAGONAL,
    /** Share of the leading principal components that a Kolmogorov–Smirnov test at 1 % rejects, on the binned values. */
    DRIFTED_COMPONENTS,
    /** Total variation between the shares of the predicted classes. */
    CLASS_TOTAL_VARIATION,
    /** The largest total variation over the scores and the class. */
    LARGEST_TOTAL_VARIATION,
    /** Unbiased estimate of the squared maximum mean discrepancy, by random Fourier features. */
    MAXIMUM_MEAN_DISCREPANCY,
    /** Squared Fréchet distance between Gaussians with the same mean and covariance of the leading components. */
    FRECHET,
    /** The largest population stability index of a leading component. */
    STABILITY_INDEX;

    /** 1 % point of the Kolmogorov distribution. */
    private static final double CRITICAL = 1.628;

    /** @param effectiveImages the window's number of images m, or mn/(m + n) compared with a reference of n images */
    double of(DriftSums window, Expected expected, double effectiveImages) {
        DriftCounts counts = window.counts();
        return switch (this) {
            case MEAN_SHIFT_COSINE -> meanShiftCosine(window, expected);
            case MEAN_SHIFT -> meanShift(window, expected);
            case FRECHET_DIAGONAL -> frechetDiagonal(window, expected);
            case DRIFTED_COMPONENTS ->
                (double) components(expected)
                                .filter(h -> drifted(counts, expected, h, effectiveImages))
                                .count()
                        / components(expected).count();
            case CLASS_TOTAL_VARIATION ->
                totalVariation(counts, expected, counts.shape().scores());
            case LARGEST_TOTAL_VARIATION ->
                largest(IntStream.range(0, counts.shape().histograms()), h -> totalVariation(counts, expected, h));
            case MAXIMUM_MEAN_DISCREPANCY ->
                RandomFeatures.discrepancy(window.features(), window.images(), expected.features(), expected.within());
            case FRECHET -> expected.leading().frechet(window.leading(expected.leadingScale()));
            case STABILITY_INDEX -> largest(components(expected), h -> stabilityIndex(counts, expected, h));
        };
    }

    private static double meanShiftCosine(DriftSums window, Expected expected) {
        double[] scale = expected.scale();
        double inner = 0;
        double now = 0;
        double before = 0;
        for (int i = 0; i < expected.mean().length; i++) {
            double was = expected.mean()[i];
            double is = was + window.mean(i) * scale[i];
            inner += is * was;
            now += is * is;
            before += was * was;
        }
        return now == 0 || before == 0 ? 0 : Math.max(0, 1 - inner / Math.sqrt(now * before));
    }

    private static double meanShift(DriftSums window, Expected expected) {
        double sum = 0;
        for (int i = 0; i < expected.mean().length; i++) {
            sum += window.mean(i) * window.mean(i);
        }
        return Math.sqrt(sum / expected.mean().length);
    }

    private static double frechetDiagonal(DriftSums window, Expected expected) {
        double[] scale = expected.scale();
        double sum = 0;
        for (int i = 0; i < expected.mean().length; i++) {
            double spread = window.deviation(i) - expected.deviation()[i] / scale[i];
            sum += window.mean(i) * window.mean(i) + spread * spread;
        }
        return sum / expected.mean().length;
    }

    private static IntStream components(Expected expected) {
        return IntStream.range(0, expected.histograms().shape().scores() - DriftScores.NOT_COMPONENTS);
    }

    private static double largest(IntStream histograms, IntToDoubleFunction distance) {
        return histograms.mapToDouble(distance).max().orElse(0);
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All leading components, in order. */
    static List<ComponentDrift> components(DriftSums window, Expected expected, double effectiveImages) {
        DriftCounts counts = window.counts();
        return components(expected)
                .mapToObj(h -> new ComponentDrift(
                        expected.histograms().names().get(h),
                        kolmogorovSmirnov(counts, expected, h),
                        stabilityIndex(counts, expected, h),
                        drifted(counts, expected, h, effectiveImages)))
                .toList();
    }

    private static boolean drifted(DriftCounts counts, Expected expected, int histogram, double effectiveImages) {
        return kolmogorovSmirnov(counts, expected, histogram) > CRITICAL / Math.sqrt(effectiveImages);
    }

    private static double stabilityIndex(DriftCounts counts, Expected expected, int histogram) {
        return BinDistances.stabilityIndex(counts.part(histogram), expected.shares(histogram));
    }

    private static double totalVariation(DriftCounts counts, Expected expected, int histogram) {
        return BinDistances.totalVariation(counts.part(histogram), expected.shares(histogram));
    }

    private static double kolmogorovSmirnov(DriftCounts counts, Expected expected, int histogram) {
        return BinDistances.kolmogorovSmirnov(counts.part(histogram), expected.shares(histogram));
    }
}

package dev.pentimento.statistics.drift;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The descriptive measures. The order is that of the thresholds stored with a reference: append only. */
enum MeasureKind {
    /** 1 − cosine of the angle between mean embedding now and in the reference. */
    MEAN_SHIFT_COSINE {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
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
    },
    /** Root mean square over dimensions of the shift of the mean, in standard deviations. */
    MEAN_SHIFT {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double sum = 0;
            for (int i = 0; i < expected.mean().length; i++) {
                sum += window.mean(i) * window.mean(i);
            }
            return Math.sqrt(sum / expected.mean().length);
        }
    },
    /**
     * Squared Fréchet distance of the Gaussians with the same means and variances by dimension, correlations left out, in
     * standard deviations, averaged over dimensions.
     */
    FRECHET_DIAGONAL {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double[] scale = expected.scale();
            double sum = 0;
            for (int i = 0; i < expected.mean().length; i++) {
                double spread = window.deviation(i) - expected.deviation()[i] / scale[i];
                sum += window.mean(i) * window.mean(i) + spread * spread;
            }
            return sum / expected.mean().length;
        }
    },
    /** Share of the leading principal components that a Kolmogorov–Smirnov test at 1 % rejects, on the binned values. */
    DRIFTED_COMPONENTS {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            int components = expected.histograms().shape().scores() - DriftScores.NOT_COMPONENTS;
            int drifted = 0;
            for (int h = 0; h < components; h++) {
                drifted += drifted(window.counts(), expected, h, effectiveImages) ? 1 : 0;
            }
            return (double) drifted / components;
        }
    },
    /** Total variation between the shares of the predicted classes. */
    CLASS_TOTAL_VARIATION {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            return totalVariation(
                    window.counts(), expected, expected.histograms().shape().scores());
        }
    },
    /** The largest total variation over the scores and the class. */
    LARGEST_TOTAL_VARIATION {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double largest = 0;
            for (int h = 0; h < expected.histograms().shape().histograms(); h++) {
                largest = Math.max(largest, totalVariation(window.counts(), expected, h));
            }
            return largest;
        }
    },
    /** Unbiased estimate of the squared maximum mean discrepancy, by random Fourier features. */
    MAXIMUM_MEAN_DISCREPANCY {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            return RandomFeatures.discrepancy(
                    window.features(), window.images(), expected.features(), expected.within());
        }
    },
    /** Squared Fréchet distance of the Gaussians with the same mean and covariance of the leading components. */
    FRECHET {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            return expected.leading().frechet(window.leading(expected.leadingScale()));
        }
    },
    /** The largest population stability index of a leading component. */
    STABILITY_INDEX {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double largest = 0;
            for (int h = 0; h < expected.histograms().shape().scores() - DriftScores.NOT_COMPONENTS; h++) {
                largest = Math.max(largest, stabilityIndex(window.counts(), expected, h));
            }
            return largest;
        }
    };

    /** 1 % point of the Kolmogorov distribution. */
    private static final double CRITICAL = 1.628;

    /**
     * @param effectiveImages the window's number m, or mn/(m + n) against a reference of n images
     */
    abstract double of(DriftSums window, Expected expected, double effectiveImages);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Every leading component, in their order. */
    static List<ComponentDrift> components(DriftSums window, Expected expected, double effectiveImages) {
        DriftCounts counts = window.counts();
        return IntStream.range(0, expected.histograms().shape().scores() - DriftScores.NOT_COMPONENTS)
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

package dev.pentimento.statistics.drift;

import java.util.Locale;

/** The descriptive measures. The order is that of the thresholds stored with a reference: append only. */
enum MeasureKind {
    /** 1 − cosine of the angle between mean embedding now and in the reference. */
    MEAN_SHIFT_COSINE {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double inner = 0;
            double now = 0;
            double before = 0;
            for (int i = 0; i < expected.mean().length; i++) {
                double was = expected.mean()[i];
                double is = was + window.mean(i) * expected.scale()[i];
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
            double sum = 0;
            for (int i = 0; i < expected.mean().length; i++) {
                double spread = window.deviation(i) - expected.spread()[i];
                sum += window.mean(i) * window.mean(i) + spread * spread;
            }
            return sum / expected.mean().length;
        }
    },
    /** Share of the leading principal components that a Kolmogorov–Smirnov test at 1 % rejects, on the binned values. */
    DRIFTED_COMPONENTS {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            int components = expected.shape().scores() - DriftScores.NOT_COMPONENTS;
            int drifted = 0;
            for (int h = 0; h < components; h++) {
                drifted +=
                        kolmogorovSmirnov(window.counts(), expected, h) > CRITICAL / Math.sqrt(effectiveImages) ? 1 : 0;
            }
            return (double) drifted / components;
        }
    },
    /** Total variation between the shares of the predicted classes. */
    CLASS_TOTAL_VARIATION {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            return totalVariation(window.counts(), expected, expected.shape().scores());
        }
    },
    /** The largest total variation over the scores and the class. */
    LARGEST_TOTAL_VARIATION {
        @Override
        double of(DriftSums window, Expected expected, double effectiveImages) {
            double largest = 0;
            for (int h = 0; h < expected.shape().histograms(); h++) {
                largest = Math.max(largest, totalVariation(window.counts(), expected, h));
            }
            return largest;
        }
    };

    /** 1 % point of the Kolmogorov distribution. */
    private static final double CRITICAL = 1.628;

    /**
     * What a window is compared with.
     *
     * @param shares of the bins, in the layout of the counts
     * @param mean of the embeddings by dimension
     * @param scale that sums are in, by dimension
     * @param spread standard deviation by dimension, in that scale: 1, but 0 where the reference is constant
     */
    record Expected(HistogramShape shape, double[] shares, double[] mean, double[] scale, double[] spread) {}

    /**
     * @param effectiveImages the window's number m, or mn/(m + n) against a reference of n images
     */
    abstract double of(DriftSums window, Expected expected, double effectiveImages);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double totalVariation(DriftCounts counts, Expected expected, int histogram) {
        double sum = 0;
        int from = expected.shape().offset(histogram);
        for (int i = from; i < from + expected.shape().length(histogram); i++) {
            sum += Math.abs((double) counts.at(i) / counts.images() - expected.shares()[i]);
        }
        return sum / 2;
    }

    private static double kolmogorovSmirnov(DriftCounts counts, Expected expected, int histogram) {
        double largest = 0;
        double distance = 0;
        int from = expected.shape().offset(histogram);
        for (int i = from; i < from + expected.shape().length(histogram); i++) {
            distance += (double) counts.at(i) / counts.images() - expected.shares()[i];
            largest = Math.max(largest, Math.abs(distance));
        }
        return largest;
    }
}

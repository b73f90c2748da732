package dev.pentimento.statistics.drift.detection;

import dev.pentimento.statistics.drift.histogram.HistogramShape;

/**
 * The reference from before a change, to which the drifted stream may return.
 *
 * @param weights weights of all bins; read-only
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HomeWeights(HistogramShape shape, double[] weights) {
    private static final double MOST_PRIOR_IMAGES = 2_000;

    /** Logarithm of how much more likely {@code counts} are under the reference than under {@code other}, in the chosen histograms. */
    double favour(double[] counts, double[] other, boolean[] chosen) {
        double favour = 0;
        for (int h = 0; h < shape.histograms(); h++) {
            if (chosen[h]) {
                double[] part = shape.part(counts, h);
                favour += Predictive.log(shape.part(weights, h), part) - Predictive.log(shape.part(other, h), part);
            }
        }
        return favour;
    }

    /** Weights of a distribution about which only the reference is known: one image for each bin. */
    double[] unknown() {
        double[] unknown = weights.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            scale(unknown, h, shape.length(h));
        }
        return unknown;
    }

    /**
     * Prior weights of the drift, which are near the reference if the drift's counts are. Without them, a small change
     * that is learned from few images looks larger than it is, and the stream then seems to return to the reference at
     * once. The strength of the prior is the one that makes the counts most likely (empirical Bayes).
     */
    double[] near(double[] counts) {
        double[] near = weights.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            double[] part = shape.part(counts, h);
            double best = Double.NEGATIVE_INFINITY;
            double chosen = 1;
            for (double images = shape.length(h); images < MOST_PRIOR_IMAGES; images *= 2) {
                double[] tried = weights.clone();
                scale(tried, h, images);
                double likelihood = Predictive.log(shape.part(tried, h), part);
                chosen = likelihood > best ? images : chosen;
                best = Math.max(best, likelihood);
            }
            scale(near, h, chosen);
        }
        return near;
    }

    /** Scales one histogram's weights so that they count {@code images} images. */
    private void scale(double[] all, int histogram, double images) {
        double sum = 0;
        for (double weight : shape.part(all, histogram)) {
            sum += weight;
        }
        for (int i = 0; i < shape.length(histogram); i++) {
            all[shape.offset(histogram) + i] *= images / sum;
        }
    }
}

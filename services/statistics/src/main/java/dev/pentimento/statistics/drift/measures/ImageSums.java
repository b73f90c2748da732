package dev.pentimento.statistics.drift.measures;

import dev.pentimento.tensors.FloatMatrix;

/**
 * Adds single images to the sums of a window.
 *
 * @param mean mean by dimension
 * @param scale standard deviation by dimension
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ImageSums(SumsLayout layout, double[] mean, double[] scale, RandomFeatures features) {

    /** @param whitened components of this row */
    void add(FloatMatrix embeddings, int row, float[] whitened, long[] sums) {
        int d = mean.length;
        for (int i = 0; i < d; i++) {
            double value = bounded((embeddings.at(row, i) - mean[i]) / scale[i]);
            sums[i] += (long) (value * DriftSums.UNIT);
            sums[layout.squares() + i] += (long) (value * value * DriftSums.UNIT);
        }
        features.add(whitened, DriftSums.UNIT, sums, layout.featuresAt());
        int product = layout.productsAt();
        for (int i = 0; i < layout.leading(); i++) {
            double value = bounded(whitened[i]);
            sums[layout.leadingAt() + i] += (long) (value * DriftSums.UNIT);
            for (int j = i; j < layout.leading(); j++) {
                sums[product++] += (long) (value * bounded(whitened[j]) * DriftSums.UNIT);
            }
        }
    }

    private static double bounded(double value) {
        return Math.max(-DriftSums.MOST, Math.min(DriftSums.MOST, value));
    }
}

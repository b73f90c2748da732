package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.HistogramShape;

/**
 * Positions of a window's sums in an array, after its counts: sums and sums of squares by dimension, sums of the random
 * features, sums and products of the leading components, and the sum of the probabilities of being right.
 *
 * @param shape layout of the counts
 * @param dimensions number of dimensions of an embedding
 * @param features number of cosines and sines
 * @param leading number of components whose covariance is kept
 */
record SumsLayout(HistogramShape shape, int dimensions, int features, int leading) {
    int squares() {
        return dimensions;
    }

    int featuresAt() {
        return 2 * dimensions;
    }

    int leadingAt() {
        return featuresAt() + features;
    }

    /** Products of components i ≤ j: the upper triangle in row-major order. */
    int productsAt() {
        return leadingAt() + leading;
    }

    int chances() {
        return productsAt() + leading * (leading + 1) / 2;
    }

    /** Number of values after the counts. */
    int size() {
        return chances() + 1;
    }
}

package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.HistogramShape;

/**
 * Positions of a window's sums in an array, after its counts: sums and sums of squares by dimension, sums of the random
 * features, sums and products of the leading components, the sum of the probabilities of being right, and the number of unfamiliar
 * images.
 *
 * @param shape layout of the counts
 * @param dimensions number of dimensions of an embedding
 * @param features number of cosines and sines
 * @param leading number of components whose covariance is kept
 * @param familiarity whether unfamiliar images are counted; references of earlier releases do not
 */
record SumsLayout(HistogramShape shape, int dimensions, int features, int leading, boolean familiarity) {
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

    /** Exists only with {@link #familiarity}. */
    int unfamiliar() {
        return chances() + 1;
    }

    /** Number of values after the counts. */
    int size() {
        return unfamiliar() + (familiarity ? 1 : 0);
    }
}

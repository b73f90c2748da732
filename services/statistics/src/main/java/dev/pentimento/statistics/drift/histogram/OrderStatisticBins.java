package dev.pentimento.statistics.drift.histogram;

import java.util.Arrays;

/**
 * Bins of one score, whose edges are order statistics of the reference, with weights. A new score that is exchangeable
 * with the n of the reference falls into the bin between the orders k₁ and k₂ with probability (k₂ − k₁)/(n + 1). Given
 * where earlier scores fell, the same holds with the weights increased by those. Counts therefore follow a
 * Dirichlet-multinomial distribution exactly.
 *
 * <p>With ties, the weights are the counts of the reference (plus one for the last bin), and equal edges coincide. If
 * the largest value occurs more than once, values above it share its bin. Unused bins have weight 0 and an edge at
 * infinity. This is an approximation, like that for the classes.
 *
 * @param edges upper ends of all bins except the last, ascending; a value on an edge belongs to the bin below it
 * @param weights weights by bin
 */
record OrderStatisticBins(double[] edges, double[] weights) {
    private static final double[] QUANTILES = {.01, .05, .1, .2, .3, .4, .5, .6, .7, .8, .9, .95, .99};

    static OrderStatisticBins of(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double[] edges = new double[HistogramShape.BINS - 1];
        double[] weights = new double[HistogramShape.BINS];
        Arrays.fill(edges, Double.POSITIVE_INFINITY);
        boolean topTied = n > 1 && sorted[n - 1] == sorted[n - 2];
        int bin = 0;
        int below = 0;
        for (double quantile : QUANTILES) {
            int rank = (int) Math.round(quantile * (n + 1));
            if (rank < 1 || rank > n || (topTied && sorted[rank - 1] == sorted[n - 1])) {
                continue;
            }
            int upTo = notAbove(sorted, sorted[rank - 1], rank);
            if (upTo > below) {
                edges[bin] = sorted[rank - 1];
                weights[bin] = upTo - below;
                below = upTo;
                bin++;
            }
        }
        weights[bin] = n + 1 - below;
        return new OrderStatisticBins(edges, weights);
    }

    private static int notAbove(float[] sorted, float value, int rank) {
        int upTo = rank;
        while (upTo < sorted.length && sorted[upTo] == value) {
            upTo++;
        }
        return upTo;
    }
}

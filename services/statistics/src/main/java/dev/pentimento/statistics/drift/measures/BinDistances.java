package dev.pentimento.statistics.drift.measures;

import java.util.Arrays;

/** Distances between counts by bin and the expected shares. */
final class BinDistances {
    private BinDistances() {}

    /** Half the sum of the absolute differences, 0 to 1. */
    static double totalVariation(long[] counts, double[] shares) {
        double images = Arrays.stream(counts).sum();
        double distance = 0;
        for (int i = 0; i < shares.length; i++) {
            distance += Math.abs(counts[i] / images - shares[i]) / 2;
        }
        return distance;
    }

    /** Largest difference of the distribution functions, at the edges of the bins. */
    static double kolmogorovSmirnov(long[] counts, double[] shares) {
        double images = Arrays.stream(counts).sum();
        double largest = 0;
        double distance = 0;
        for (int i = 0; i < shares.length; i++) {
            distance += counts[i] / images - shares[i];
            largest = Math.max(largest, Math.abs(distance));
        }
        return largest;
    }

    /** Population stability index, Σ (now − before) ln(now / before); half an image is added to each bin. */
    static double stabilityIndex(long[] counts, double[] shares) {
        double images = Arrays.stream(counts).sum() + 0.5 * shares.length;
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                double now = (counts[i] + 0.5) / images;
                sum += (now - shares[i]) * Math.log(now / shares[i]);
            }
        }
        return sum;
    }
}

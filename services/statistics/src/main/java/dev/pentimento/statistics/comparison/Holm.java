package dev.pentimento.statistics.comparison;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction for multiple tests (Holm 1979): bounds the probability of any false rejection, however
 * the tests depend on each other.
 */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values: the i-th smallest of m is multiplied by m − i + 1, made no smaller than the previous one, and
     * limited to 1.
     *
     * @param p p-value of each test
     * @return adjusted p-values in the same order, to compare with the level for all tests together
     */
    public static double[] adjust(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            double value = p[order[i]];
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("p-values must be between 0 and 1: " + Arrays.toString(p));
            }
            largest = Math.max(largest, Math.min(1, (p.length - i) * value));
            adjusted[order[i]] = largest;
        }
        return adjusted;
    }
}

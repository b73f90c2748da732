package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;

/**
 * What a window's measures are computed from: its {@link DriftCounts}, and by dimension the sum and the sum of squares of
 * the embeddings in the reference's standard deviations. Those are fixed-point numbers of unit 2⁻²⁰, cut off at 64
 * standard deviations, so merging is exact in any order; they hold 2·10⁹ images. Immutable.
 */
public final class DriftSums {
    private static final double UNIT = 1L << 20;
    private static final double MOST = 64;

    private final DriftCounts counts;
    /** Sums, then sums of squares. */
    private final long[] moments;

    DriftSums(DriftCounts counts, long[] moments) {
        this.counts = counts;
        this.moments = moments;
    }

    static DriftSums of(DriftCounts counts, FloatMatrix embeddings, double[] mean, double[] scale) {
        long[] moments = new long[2 * mean.length];
        for (int row = 0; row < embeddings.rows(); row++) {
            add(embeddings, row, mean, scale, moments);
        }
        return new DriftSums(counts, moments);
    }

    static void add(FloatMatrix embeddings, int row, double[] mean, double[] scale, long[] moments) {
        int d = mean.length;
        for (int i = 0; i < d; i++) {
            double value = (embeddings.at(row, i) - mean[i]) / scale[i];
            value = Math.max(-MOST, Math.min(MOST, value));
            moments[i] += (long) (value * UNIT);
            moments[d + i] += (long) (value * value * UNIT);
        }
    }

    static DriftSums fromArray(HistogramShape shape, int dimensions, long[] array) {
        int counts = shape.size() + 1;
        if (array.length != counts + 2 * dimensions) {
            throw new IllegalArgumentException(
                    "expected " + (counts + 2 * dimensions) + " numbers, found " + array.length);
        }
        return new DriftSums(
                DriftCounts.fromArray(shape, Arrays.copyOf(array, counts)),
                Arrays.copyOfRange(array, counts, array.length));
    }

    /** These images and those of {@code other}. */
    public DriftSums plus(DriftSums other) {
        if (moments.length != other.moments.length) {
            throw new IllegalArgumentException("sums of different dimensions do not add");
        }
        long[] sum = moments.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.moments[i];
        }
        return new DriftSums(counts.plus(other.counts), sum);
    }

    public DriftCounts counts() {
        return counts;
    }

    public long images() {
        return counts.images();
    }

    /** All numbers, for {@link DriftReference#sums(long[])}. */
    public long[] toArray() {
        long[] first = counts.toArray();
        long[] array = Arrays.copyOf(first, first.length + moments.length);
        System.arraycopy(moments, 0, array, first.length, moments.length);
        return array;
    }

    /** Mean by dimension, in standard deviations from the reference's mean. */
    double mean(int dimension) {
        return moments[dimension] / UNIT / images();
    }

    /** Standard deviation by dimension, in those of the reference. */
    double deviation(int dimension) {
        double square = moments[moments.length / 2 + dimension] / UNIT / images();
        return Math.sqrt(Math.max(0, square - mean(dimension) * mean(dimension)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DriftSums that && counts.equals(that.counts) && Arrays.equals(moments, that.moments);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(moments);
    }

    @Override
    public String toString() {
        return "DriftSums of " + counts.images() + " images";
    }
}

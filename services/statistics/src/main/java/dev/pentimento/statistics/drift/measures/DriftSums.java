package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.estimate.EstimateSums;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The input of a window's measures: its {@link DriftCounts}, and sums over its images in the layout of {@link
 * SumsLayout}. The sums are fixed-point numbers with unit 2⁻²⁰, limited to 64 standard deviations, so merging is exact
 * in any order. They can hold 2·10⁹ images. Immutable.
 */
public final class DriftSums {
    public static final double UNIT = 1L << 20;
    public static final double MOST = 64;

    private final SumsLayout layout;
    private final DriftCounts counts;
    private final long[] sums;

    DriftSums(SumsLayout layout, DriftCounts counts, long[] sums) {
        this.layout = layout;
        this.counts = counts;
        this.sums = sums;
    }

    static DriftSums fromArray(SumsLayout layout, long[] array) {
        int counts = layout.shape().size() + 1;
        if (array.length != counts + layout.size()) {
            throw new IllegalArgumentException(
                    "expected " + (counts + layout.size()) + " numbers, found " + array.length);
        }
        return new DriftSums(
                layout,
                DriftCounts.fromArray(layout.shape(), Arrays.copyOf(array, counts)),
                Arrays.copyOfRange(array, counts, array.length));
    }

    /** Merges these images with those of {@code other}. */
    public DriftSums plus(DriftSums other) {
        if (!layout.equals(other.layout)) {
            throw new IllegalArgumentException("sums of different references cannot be added");
        }
        long[] sum = sums.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.sums[i];
        }
        return new DriftSums(layout, counts.plus(other.counts), sum);
    }

    public DriftCounts counts() {
        return counts;
    }

    public long images() {
        return counts.images();
    }

    /** All numbers, for {@link WindowMeasures#sums(long[])}. */
    public long[] toArray() {
        long[] first = counts.toArray();
        long[] array = Arrays.copyOf(first, first.length + sums.length);
        System.arraycopy(sums, 0, array, first.length, sums.length);
        return array;
    }

    /** Sum of the probabilities of being right, to estimate accuracy without labels. */
    public EstimateSums chances() {
        return new EstimateSums(images(), sums[layout.chances()]);
    }

    /** Share of the images that are unlike any held-out image; empty if the reference does not tell, or without images. */
    public OptionalDouble unfamiliarShare() {
        return layout.familiarity() && images() > 0
                ? OptionalDouble.of((double) sums[layout.unfamiliar()] / images())
                : OptionalDouble.empty();
    }

    /** Mean by dimension, in standard deviations from the reference's mean. */
    double mean(int dimension) {
        return sums[dimension] / UNIT / images();
    }

    /** Standard deviation by dimension, in standard deviations of the reference. */
    double deviation(int dimension) {
        double square = sums[layout.squares() + dimension] / UNIT / images();
        return Math.sqrt(Math.max(0, square - mean(dimension) * mean(dimension)));
    }

    /** Sums of the random features. */
    double[] features() {
        return part(layout.featuresAt(), layout.features());
    }

    /** Mean and covariance of the leading components. */
    Gaussian.Moments leading(double[] scale) {
        int products = layout.leading() * (layout.leading() + 1) / 2;
        return Gaussian.ofSums(
                part(layout.leadingAt(), layout.leading()), part(layout.productsAt(), products), images(), scale);
    }

    private double[] part(int from, int length) {
        double[] part = new double[length];
        for (int i = 0; i < length; i++) {
            part[i] = sums[from + i] / UNIT;
        }
        return part;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DriftSums that && counts.equals(that.counts) && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return "DriftSums of " + counts.images() + " images";
    }
}

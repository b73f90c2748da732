package dev.pentimento.statistics.drift.histogram;

import dev.pentimento.statistics.drift.DriftReference;
import java.util.Arrays;

/**
 * What the drift detector sees of some images: a histogram of each score and of the predicted classes. Counts merge by
 * addition, exactly in any order. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by value.
public record DriftCounts(HistogramShape shape, long images, long[] counts) {

    public DriftCounts {
        if (counts.length != shape.size()) {
            throw new IllegalArgumentException("expected " + shape.size() + " counts, found " + counts.length);
        }
    }

    public static DriftCounts none(HistogramShape shape) {
        return new DriftCounts(shape, 0, new long[shape.size()]);
    }

    public static DriftCounts fromArray(HistogramShape shape, long[] array) {
        if (array.length != shape.size() + 1) {
            throw new IllegalArgumentException("expected " + (shape.size() + 1) + " numbers, found " + array.length);
        }
        return new DriftCounts(shape, array[0], Arrays.copyOfRange(array, 1, array.length));
    }

    /** Merges these images with those of {@code other}, counted with the same reference. */
    public DriftCounts plus(DriftCounts other) {
        if (!shape.equals(other.shape)) {
            throw new IllegalArgumentException("counts of " + shape + " and of " + other.shape + " cannot be added");
        }
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new DriftCounts(shape, images + other.images, sum);
    }

    /** Images by predicted class. */
    public long[] classes() {
        return Arrays.copyOfRange(counts, shape.offset(shape.scores()), counts.length);
    }

    /** The number of images, followed by all counts, for {@link DriftReference#counts}. */
    public long[] toArray() {
        long[] array = new long[counts.length + 1];
        array[0] = images;
        System.arraycopy(counts, 0, array, 1, counts.length);
        return array;
    }

    /** Counts of one histogram; a copy. */
    public long[] part(int histogram) {
        int from = shape.offset(histogram);
        return Arrays.copyOfRange(counts, from, from + shape.length(histogram));
    }

    public long at(int index) {
        return counts[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DriftCounts that
                && images == that.images
                && shape.equals(that.shape)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "DriftCounts of " + images + " images " + Arrays.toString(counts);
    }
}

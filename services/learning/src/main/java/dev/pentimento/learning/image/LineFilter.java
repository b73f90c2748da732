package dev.pentimento.learning.image;

/**
 * The contributions of the pixels of a line to those of another line: a filter that grows with the reduction, pixel
 * centres at half-pixels.
 */
final class LineFilter {
    /** Lines that are resized together. */
    static final int LINES = 8;

    /** Digits of a whole filter's weights after the point. */
    static final int BITS = 22;

    static final int ONE = 1 << BITS;

    /** A longer part is not added up, but multiplied: the result may differ from PIL's by one pixel. */
    private static final long LONGEST_SUM = 1L << 24;

    /** The first contributing pixel, for each pixel of the result. */
    private final int[] first;
    /** Where its weights start in {@code weights}; they end where the next pixel's start. */
    private final int[] start;

    private final float[] weights;

    /** The same weights in units of 2^-22, as PIL has them; empty unless they are used. */
    private final int[] fixed;

    LineFilter(Axis axis, Interpolation interpolation) {
        this(axis, interpolation, false);
    }

    /** A filter for whole levels. */
    static LineFilter fixed(Axis axis, Interpolation interpolation) {
        return new LineFilter(axis, interpolation, true);
    }

    private LineFilter(Axis axis, Interpolation interpolation, boolean whole) {
        first = new int[axis.taken()];
        start = new int[axis.taken() + 1];
        double scale = (double) axis.from() / axis.scaled();
        if (interpolation == Interpolation.NEAREST) {
            weights = new float[axis.taken()];
            fixed = new int[whole ? axis.taken() : 0];
            choose(axis, scale);
            return;
        }
        double growth = Math.max(scale, 1);
        double support = interpolation.support() * growth;
        for (int i = 0; i < axis.taken(); i++) {
            double centre = (axis.skipped() + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            start[i + 1] = start[i] + Math.min(axis.from(), (int) (centre + support + 0.5)) - first[i];
        }
        weights = new float[start[axis.taken()]];
        fixed = new int[whole ? weights.length : 0];
        for (int i = 0; i < axis.taken(); i++) {
            weigh(i, (axis.skipped() + i + 0.5) * scale, growth, interpolation);
        }
    }

    private void weigh(int i, double centre, double growth, Interpolation interpolation) {
        double sum = 0;
        for (int k = start[i]; k < start[i + 1]; k++) {
            sum += interpolation.weight(distance(first[i] + k - start[i], centre, growth));
        }
        for (int k = start[i]; k < start[i + 1]; k++) {
            double weight = interpolation.weight(distance(first[i] + k - start[i], centre, growth)) / sum;
            weights[k] = (float) weight;
            if (fixed.length > 0) {
                fixed[k] = (int) (weight < 0 ? weight * ONE - 0.5 : weight * ONE + 0.5);
            }
        }
    }

    private static double distance(int pixel, double centre, double growth) {
        return Math.abs(pixel + 0.5 - centre) / growth;
    }

    /** PIL adds up the centres from the beginning of the upright line; where one is the edge of a pixel, that decides. */
    private void choose(Axis axis, double scale) {
        Axis upright = axis.reversed() ? axis.reverse() : axis;
        double centre = 0.5 * scale;
        if (upright.skipped() > LONGEST_SUM) {
            centre = (upright.skipped() + 0.5) * scale;
        } else {
            for (long i = 0; i < upright.skipped(); i++) {
                centre += scale;
            }
        }
        for (int i = 0; i < axis.taken(); i++, centre += scale) {
            int pixel = Math.min(axis.from() - 1, (int) centre);
            first[axis.reversed() ? axis.taken() - 1 - i : i] = axis.reversed() ? axis.from() - 1 - pixel : pixel;
            start[i + 1] = i + 1;
            weights[i] = 1;
            if (fixed.length > 0) {
                fixed[i] = ONE;
            }
        }
    }

    /** Memory that a filter takes, in bytes; one for whole levels takes at most twice as much. */
    static long bytes(Axis axis, Interpolation interpolation) {
        long pixels = axis.from() + (long) axis.taken();
        return 2L * interpolation.support() * pixels * Float.BYTES + 2L * axis.taken() * Integer.BYTES;
    }

    /**
     * Resizes eight lines at once: their sums do not wait for each other, and the weights are read once.
     *
     * @param from value x of line k at {@code LINES * x + k}
     * @param to eight lines
     */
    void resize(float[] from, float[][] to) {
        for (int i = 0; i < first.length; i++) {
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            float sum4 = 0;
            float sum5 = 0;
            float sum6 = 0;
            float sum7 = 0;
            for (int k = start[i], at = LINES * first[i]; k < start[i + 1]; k++, at += LINES) {
                float weight = weights[k];
                sum0 += weight * from[at];
                sum1 += weight * from[at + 1];
                sum2 += weight * from[at + 2];
                sum3 += weight * from[at + 3];
                sum4 += weight * from[at + 4];
                sum5 += weight * from[at + 5];
                sum6 += weight * from[at + 6];
                sum7 += weight * from[at + 7];
            }
            to[0][i] = sum0;
            to[1][i] = sum1;
            to[2][i] = sum2;
            to[3][i] = sum3;
            to[4][i] = sum4;
            to[5][i] = sum5;
            to[6][i] = sum6;
            to[7][i] = sum7;
        }
    }

    /**
     * Resizes one line of whole levels.
     *
     * @param to receives sums in units of 2^-22
     */
    void resize(int[] from, int[] to) {
        for (int i = 0; i < first.length; i++) {
            int sum = 0;
            for (int k = start[i], at = first[i]; k < start[i + 1]; k++, at++) {
                sum += fixed[k] * from[at];
            }
            to[i] = sum;
        }
    }

    /**
     * At most so many results depend on the same pixel: their centres lie within twice the support, which is two or four
     * pixels of the line that has fewer. Two more allow for both ends and for rounding.
     */
    static int mostAtOnce(Axis axis, Interpolation interpolation) {
        long growth = (axis.scaled() + axis.from() - 1) / axis.from();
        return (int) Math.min(axis.taken(), 2L * interpolation.support() * growth + 2);
    }

    /** Whether result {@code i} depends on no pixel from {@code pixel} on. */
    boolean isDone(int i, int pixel) {
        return first[i] + start[i + 1] - start[i] <= pixel;
    }

    /** Whether result {@code i} depends on {@code pixel} or one before it. */
    boolean hasBegun(int i, int pixel) {
        return first[i] <= pixel;
    }

    /** Whether {@code pixel} is the first on which result {@code i} depends. */
    boolean begins(int i, int pixel) {
        return first[i] == pixel;
    }

    /** Contribution of {@code pixel} to result {@code i}, which has begun and is not done. */
    float weight(int i, int pixel) {
        return weights[start[i] + pixel - first[i]];
    }

    /** As {@link #weight}, in units of 2^-22. */
    int fixedWeight(int i, int pixel) {
        return fixed[start[i] + pixel - first[i]];
    }
}

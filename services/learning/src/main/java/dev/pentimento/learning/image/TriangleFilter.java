package dev.pentimento.learning.image;

/**
 * The contributions of the pixels of a line to those of another line: a triangle that grows with the reduction, pixel
 * centres at half-pixels.
 */
final class TriangleFilter {
    /** Lines that are resized together. */
    static final int LINES = 8;

    /** The first contributing pixel, for each pixel of the result. */
    private final int[] first;
    /** Where its weights start in {@code weights}; they end where the next pixel's start. */
    private final int[] start;

    private final float[] weights;

    TriangleFilter(int from, int to) {
        first = new int[to];
        start = new int[to + 1];
        double scale = (double) from / to;
        double support = Math.max(scale, 1);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - support + 0.5));
            start[i + 1] = start[i] + Math.min(from, (int) (centre + support + 0.5)) - first[i];
        }
        weights = new float[start[to]];
        for (int i = 0; i < to; i++) {
            weigh(i, (i + 0.5) * scale, support);
        }
    }

    private void weigh(int i, double centre, double support) {
        double sum = 0;
        for (int k = start[i]; k < start[i + 1]; k++) {
            sum += triangle(first[i] + k - start[i], centre, support);
        }
        for (int k = start[i]; k < start[i + 1]; k++) {
            weights[k] = (float) (triangle(first[i] + k - start[i], centre, support) / sum);
        }
    }

    private static double triangle(int pixel, double centre, double support) {
        return Math.max(0, 1 - Math.abs(pixel + 0.5 - centre) / support);
    }

    /** Memory that a filter takes, in bytes: each pixel contributes to one or two pixels of the other line. */
    static long bytes(int from, int to) {
        return 2L * (from + to) * Float.BYTES + 2L * to * Integer.BYTES;
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
     * At most so many results depend on the same pixel: their centres lie within twice the support, which is two pixels
     * of the line that has fewer. Two more allow for both ends and for rounding.
     */
    static int mostAtOnce(int from, int to) {
        return Math.min(to, 2 * ((to + from - 1) / from) + 2);
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
}

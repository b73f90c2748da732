package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.RowTarget;
import java.util.Arrays;

/**
 * Resizes with a triangle filter that grows with the reduction: bilinear, anti-aliased, pixel centres at half-pixels,
 * first along the rows, then along the columns. It equals PIL's {@code resize(…, BILINEAR)} and PyTorch's {@code
 * interpolate(mode="bilinear", antialias=True)}, in float32. Width and height are scaled separately: the aspect ratio
 * is not kept, so that nothing at the border of an image is lost or invented.
 */
final class Resampler implements RowTarget {
    private final Weights across;
    private final Weights down;
    private final int height;
    private final float[] narrow;
    private final float[] resized;
    private final int offset;
    private int finished;

    /**
     * @param resized takes {@code channels × height × width} values from {@code offset} on, channel by channel
     */
    Resampler(int fromHeight, int fromWidth, ImageShape to, float[] resized, int offset) {
        this.across = new Weights(fromWidth, to.width());
        this.down = new Weights(fromHeight, to.height());
        this.height = to.height();
        this.narrow = new float[to.width()];
        this.resized = resized;
        this.offset = offset;
        Arrays.fill(resized, offset, offset + to.size(), 0);
    }

    /**
     * Memory that a resampler takes, in bytes: each pixel of a line contributes to one or two pixels of the other line.
     */
    static long bytes(int fromHeight, int fromWidth, ImageShape to) {
        long weights = 2L * (fromHeight + fromWidth + to.height() + to.width());
        return weights * (Float.BYTES + Double.BYTES);
    }

    @Override
    public void take(int y, float[][] row) {
        while (finished < height && down.first[finished] + down.weights[finished].length <= y) {
            finished++;
        }
        for (int channel = 0; channel < row.length; channel++) {
            across.line(row[channel], narrow);
            down.spread(y, finished, narrow, resized, offset + channel * height * narrow.length);
        }
    }

    /** The contributions of the pixels of a line to those of another line. */
    private static final class Weights {
        private final int[] first;
        private final float[][] weights;

        /** Weights of the input pixels {@code first[i]…} for each output pixel i of a line. */
        Weights(int from, int to) {
            first = new int[to];
            weights = new float[to][];
            double scale = (double) from / to;
            double support = Math.max(scale, 1);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale;
                int low = Math.max(0, (int) (centre - support + 0.5));
                int high = Math.min(from, (int) (centre + support + 0.5));
                first[i] = low;
                weights[i] = triangle(low, high, centre, support);
            }
        }

        private static float[] triangle(int low, int high, double centre, double support) {
            double[] raw = new double[high - low];
            double sum = 0;
            for (int k = 0; k < raw.length; k++) {
                raw[k] = Math.max(0, 1 - Math.abs(low + k + 0.5 - centre) / support);
                sum += raw[k];
            }
            float[] weights = new float[raw.length];
            for (int k = 0; k < raw.length; k++) {
                weights[k] = (float) (raw[k] / sum);
            }
            return weights;
        }

        void line(float[] from, float[] to) {
            for (int i = 0; i < to.length; i++) {
                float[] weight = weights[i];
                int low = first[i];
                float sum = 0;
                for (int k = 0; k < weight.length; k++) {
                    sum += weight[k] * from[low + k];
                }
                to[i] = sum;
            }
        }

        /** Adds input row {@code y} to every output row to which it contributes, starting at {@code start}. */
        void spread(int y, int start, float[] line, float[] to, int offset) {
            for (int i = start; i < first.length && first[i] <= y; i++) {
                int k = y - first[i];
                if (k < weights[i].length) {
                    float weight = weights[i][k];
                    int at = offset + i * line.length;
                    for (int x = 0; x < line.length; x++) {
                        to[at + x] += weight * line[x];
                    }
                }
            }
        }
    }
}

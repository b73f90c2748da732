package dev.pentimento.learning.image;

/**
 * Resizes with a triangle filter that grows with the reduction: bilinear, anti-aliased, pixel centres at half-pixels, first
 * along the rows, then along the columns. The same as PIL's {@code resize(…, BILINEAR)} and PyTorch's {@code
 * interpolate(mode="bilinear", antialias=True)}, in float32. Width and height are scaled each by its own factor: the
 * aspect is not kept, so that nothing at the border of an image is lost or made up.
 */
final class Resampler {
    private final int[] first;
    private final float[][] weights;

    /** Weights of the input pixels {@code first[i]…} for each output pixel i of a line. */
    private Resampler(int from, int to) {
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

    /** Returns {@code rows.channels() × height × width} values, channel after channel. */
    static float[] resize(PixelRows rows, int height, int width) {
        Resampler across = new Resampler(rows.width(), width);
        Resampler down = new Resampler(rows.height(), height);
        float[] resized = new float[rows.channels() * height * width];
        float[][] row = new float[rows.channels()][rows.width()];
        float[] narrow = new float[width];
        int finished = 0;
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            while (finished < height && down.first[finished] + down.weights[finished].length <= y) {
                finished++;
            }
            for (int channel = 0; channel < row.length; channel++) {
                across.line(row[channel], narrow);
                down.spread(y, finished, narrow, resized, channel * height * width);
            }
        }
        return resized;
    }

    private void line(float[] from, float[] to) {
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

    /** Adds input row {@code y} to every output row, from {@code start} on, that it has a part in. */
    private void spread(int y, int start, float[] line, float[] to, int offset) {
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

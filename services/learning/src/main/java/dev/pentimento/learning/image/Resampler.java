package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/**
 * Resizes with a triangle filter that grows with the reduction: bilinear, anti-aliased, pixel centres at half-pixels,
 * first along the rows, then along the columns. It equals PIL's {@code resize(…, BILINEAR)} and PyTorch's {@code
 * interpolate(mode="bilinear", antialias=True)}, in float32. Width and height are scaled separately: the aspect ratio
 * is not kept, so that nothing at the border of an image is lost or invented.
 *
 * <p>The order of all additions is part of the contract: the same image always gives the same values, bit for bit.
 */
final class Resampler implements RowTarget {
    private static final int LINES = TriangleFilter.LINES;

    private final TriangleFilter across;
    private final TriangleFilter down;
    private final int fromHeight;
    private final int height;
    private final int width;
    private final Channel[] channels;
    private int finished;

    /**
     * @param channels of the image
     * @param resized takes {@code channels × height × width} values from {@code offset} on, channel by channel
     */
    Resampler(int channels, int fromHeight, int fromWidth, ImageShape to, float[] resized, int offset) {
        this.across = new TriangleFilter(fromWidth, to.width());
        this.down = new TriangleFilter(fromHeight, to.height());
        this.fromHeight = fromHeight;
        this.height = to.height();
        this.width = to.width();
        this.channels = new Channel[channels];
        int sums = TriangleFilter.mostAtOnce(fromHeight, height);
        for (int channel = 0; channel < channels; channel++) {
            this.channels[channel] = new Channel(
                    new float[LINES * fromWidth],
                    new float[LINES][width],
                    new float[sums][width],
                    resized,
                    offset + channel * height * width);
        }
    }

    /** Memory that a resampler takes, in bytes. */
    static long bytes(int channels, int fromHeight, int fromWidth, ImageShape to) {
        long sums = TriangleFilter.mostAtOnce(fromHeight, to.height());
        long lines = LINES * (long) fromWidth + (LINES + sums) * to.width();
        return TriangleFilter.bytes(fromWidth, to.width())
                + TriangleFilter.bytes(fromHeight, to.height())
                + channels * lines * Float.BYTES;
    }

    @Override
    public void take(int y, PixelRow row) {
        int line = y % LINES;
        for (int channel = 0; channel < channels.length; channel++) {
            row.write(channel, channels[channel].lines, line, LINES);
        }
        if (line == LINES - 1 || y == fromHeight - 1) {
            resize(y - line, line + 1);
        }
    }

    private void resize(int y, int rows) {
        for (Channel channel : channels) {
            across.resize(channel.lines, channel.narrow);
        }
        for (int line = 0; line < rows; line++) {
            for (Channel channel : channels) {
                spread(y + line, channel.narrow[line], channel);
            }
            while (finished < height && down.isDone(finished, y + line + 1)) {
                finished++;
            }
        }
    }

    /** Adds a row to every row of the result to which it contributes. */
    private void spread(int y, float[] line, Channel channel) {
        for (int i = finished; i < height && down.hasBegun(i, y); i++) {
            float[] sum = channel.sums[i % channel.sums.length];
            if (down.begins(i, y)) {
                set(sum, down.weight(i, y), line);
            } else {
                add(sum, down.weight(i, y), line);
            }
            if (down.isDone(i, y + 1)) {
                System.arraycopy(sum, 0, channel.resized, channel.offset + i * width, width);
            }
        }
    }

    private static void set(float[] sum, float weight, float[] line) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] = weight * line[x];
        }
    }

    /** The compiler turns this loop into vector instructions, because both arrays have the same index. */
    private static void add(float[] sum, float weight, float[] line) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * line[x];
        }
    }

    /**
     * A channel.
     *
     * @param lines rows of the image, as {@link TriangleFilter#resize} takes them
     * @param narrow the same rows at their new width
     * @param sums rows of the result that have begun and are not done: row i is at {@code i % sums.length}
     * @param resized takes the rows of the result, from {@code offset} on
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Channel(float[] lines, float[][] narrow, float[][] sums, float[] resized, int offset) {}
}

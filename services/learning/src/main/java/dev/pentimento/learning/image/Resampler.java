package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/**
 * Resizes an image, first along the rows, then along the columns, and keeps the part of it that a {@link Frame} says. With
 * {@link Interpolation#BILINEAR}, it equals PIL's {@code resize(…, BILINEAR)} of floating-point numbers and PyTorch's
 * {@code interpolate(mode="bilinear", antialias=True)}, in float32.
 *
 * <p>The order of all additions is part of the contract: the same image always gives the same values, bit for bit.
 */
final class Resampler implements RowTarget {
    private static final int LINES = LineFilter.LINES;

    private final LineFilter across;
    private final LineFilter down;
    private final Frame frame;
    private final boolean clips;
    private final int height;
    private final int width;
    private final Channel[] channels;
    private int finished;

    /**
     * @param channels of the image
     * @param resized takes {@code channels × frame.height() × frame.width()} values from {@code offset} on, channel by
     *     channel; pixels that pad the image are not changed
     */
    Resampler(int channels, Frame frame, Interpolation interpolation, float[] resized, int offset) {
        this.across = new LineFilter(frame.columns(), interpolation);
        this.down = new LineFilter(frame.rows(), interpolation);
        this.frame = frame;
        this.clips = interpolation == Interpolation.BICUBIC; // some of its weights are negative
        this.height = frame.rows().taken();
        this.width = frame.columns().taken();
        this.channels = new Channel[channels];
        int sums = LineFilter.mostAtOnce(frame.rows(), interpolation);
        int start = offset + frame.rows().at() * frame.width() + frame.columns().at();
        for (int channel = 0; channel < channels; channel++) {
            this.channels[channel] = new Channel(
                    new float[LINES * frame.columns().from()],
                    new float[LINES][width],
                    new float[sums][width],
                    resized,
                    start + channel * frame.height() * frame.width());
        }
    }

    /** Memory that a resampler takes, in bytes. */
    static long bytes(int channels, Frame frame, Interpolation interpolation) {
        long sums = LineFilter.mostAtOnce(frame.rows(), interpolation);
        long lines = LINES * (long) frame.columns().from()
                + (LINES + sums) * frame.columns().taken();
        return LineFilter.bytes(frame.columns(), interpolation)
                + LineFilter.bytes(frame.rows(), interpolation)
                + channels * lines * Float.BYTES;
    }

    @Override
    public void take(int y, PixelRow row) {
        int line = y % LINES;
        for (int channel = 0; channel < channels.length; channel++) {
            row.write(channel, channels[channel].lines, line, LINES);
        }
        if (line == LINES - 1 || y == frame.rows().from() - 1) {
            resize(y - line, line + 1);
        }
    }

    private void resize(int y, int rows) {
        if (finished == height || !down.hasBegun(finished, y + rows - 1)) {
            return; // they are cut off
        }
        for (Channel channel : channels) {
            across.resize(channel.lines, channel.narrow);
            for (float[] line : channel.narrow) {
                clip(line);
            }
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
                clip(sum);
                System.arraycopy(sum, 0, channel.resized, channel.offset + i * frame.width(), width);
            }
        }
    }

    private void clip(float[] row) {
        for (int x = 0; clips && x < row.length; x++) {
            row[x] = Math.max(0, Math.min(1, row[x]));
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

package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/**
 * Resizes as {@link Resampler} does, but in whole levels of 0..255 and with PIL's integers: weights are multiples of 2^-22,
 * and each pass is rounded, halves up. Halves are common, so any other arithmetic gives other levels.
 */
final class LevelResampler implements RowTarget {
    private static final int HALF = LineFilter.ONE / 2;
    private static final int WHITE = 255;

    private final LineFilter across;
    private final LineFilter down;
    private final Frame frame;
    private final float[] resized;
    private final int start;
    private final float[] row;
    private final int[] levels;
    private final int[] narrow;
    /** For each channel, rows of the result that have begun and are not done: row i is at {@code i % length}. */
    private final int[][][] sums;

    private int finished;

    /** @param resized as {@link Resampler} takes it */
    LevelResampler(int channels, Frame frame, Interpolation interpolation, float[] resized, int offset) {
        this.across = LineFilter.fixed(frame.columns(), interpolation);
        this.down = LineFilter.fixed(frame.rows(), interpolation);
        this.frame = frame;
        this.resized = resized;
        this.start =
                offset + frame.rows().at() * frame.width() + frame.columns().at();
        this.row = new float[frame.columns().from()];
        this.levels = new int[frame.columns().from()];
        this.narrow = new int[frame.columns().taken()];
        this.sums = new int[channels][LineFilter.mostAtOnce(frame.rows(), interpolation)][narrow.length];
    }

    @Override
    public void take(int y, PixelRow next) {
        int height = frame.rows().taken();
        if (finished == height || !down.hasBegun(finished, y)) {
            return; // it is cut off
        }
        for (int channel = 0; channel < sums.length; channel++) {
            next.write(channel, row, 0, 1);
            for (int x = 0; x < row.length; x++) {
                levels[x] = Math.round(row[x] * WHITE);
            }
            across.resize(levels, narrow);
            for (int x = 0; x < narrow.length; x++) {
                narrow[x] = level(narrow[x]);
            }
            spread(y, height, channel);
        }
        while (finished < height && down.isDone(finished, y + 1)) {
            finished++;
        }
    }

    /** Adds a row to every row of the result to which it contributes. */
    private void spread(int y, int height, int channel) {
        for (int i = finished; i < height && down.hasBegun(i, y); i++) {
            int[] sum = sums[channel][i % sums[channel].length];
            int weight = down.fixedWeight(i, y);
            boolean begins = down.begins(i, y);
            for (int x = 0; x < sum.length; x++) {
                sum[x] = (begins ? 0 : sum[x]) + weight * narrow[x];
            }
            if (down.isDone(i, y + 1)) {
                int at = start + (channel * frame.height() + i) * frame.width();
                for (int x = 0; x < sum.length; x++) {
                    resized[at + x] = level(sum[x]) / (float) WHITE;
                }
            }
        }
    }

    private static int level(int sum) {
        return Math.max(0, Math.min(WHITE, (sum + HALF) >> LineFilter.BITS));
    }
}

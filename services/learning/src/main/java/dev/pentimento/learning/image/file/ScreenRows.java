package dev.pentimento.learning.image.file;

import java.util.Arrays;

/** Composes a frame on the screen of an animation: what the frame does not cover is black. */
final class ScreenRows implements RowTarget {
    private final RowTarget target;
    private final Stopwatch stopwatch;
    private final int width;
    private final int height;
    private final int left;
    private final int top;
    private final int frameHeight;
    private final PixelRow black = this::blacken;

    /**
     * @param width of the screen
     * @param height of the screen
     * @param left of the frame; it lies on the screen
     * @param top of the frame
     */
    ScreenRows(RowTarget target, Stopwatch stopwatch, int width, int height, int left, int top, int frameHeight) {
        this.target = target;
        this.stopwatch = stopwatch;
        this.width = width;
        this.height = height;
        this.left = left;
        this.top = top;
        this.frameHeight = frameHeight;
    }

    @Override
    public void take(int y, PixelRow row) {
        if (y == 0) {
            addBlack(0, top);
        }
        target.take(top + y, (channel, to, at, step) -> {
            blacken(channel, to, at, step);
            row.write(channel, to, at + left * step, step);
        });
        if (y == frameHeight - 1) {
            addBlack(top + frameHeight, height);
        }
    }

    private void addBlack(int from, int end) {
        for (int y = from; y < end; y++) {
            stopwatch.count(width);
            target.take(y, black);
        }
    }

    private void blacken(int channel, float[] to, int at, int step) {
        if (step == 1) {
            Arrays.fill(to, at, at + width, 0);
            return;
        }
        for (int x = 0; x < width; x++) {
            to[at + x * step] = 0;
        }
    }
}

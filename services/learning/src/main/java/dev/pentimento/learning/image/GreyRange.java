package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/** Spreads a part of the range of 16 bits over 0..1, row by row; values outside the part are clipped. */
final class GreyRange implements RowTarget, PixelRow {
    private final RowTarget target;
    private final int width;
    private final float black;
    private final float range;
    private PixelRow row = this;

    GreyRange(RowTarget target, int width, PixelReading reading) {
        this.target = target;
        this.width = width;
        this.black = reading.black();
        this.range = reading.white() - reading.black();
    }

    @Override
    public void take(int y, PixelRow next) {
        row = next;
        target.take(y, this);
    }

    @Override
    public void write(int channel, float[] to, int at, int step) {
        row.write(channel, to, at, step);
        for (int x = 0; x < width; x++) {
            float sample = to[at + x * step] * PixelReading.LARGEST;
            to[at + x * step] = Math.max(0, Math.min(1, (sample - black) / range));
        }
    }
}

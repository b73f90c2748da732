package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/** Converts the rows of an image from colour to its luma (ITU-R BT.601), on request rounded to 256 levels as in PIL. */
final class Luma implements RowTarget, PixelRow {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    private static final float WHITE = 255;

    private final RowTarget target;
    private final boolean rounded;
    private final float[] red;
    private final float[] green;
    private final float[] blue;

    Luma(RowTarget target, int width, boolean rounded) {
        this.target = target;
        this.rounded = rounded;
        this.red = new float[width];
        this.green = new float[width];
        this.blue = new float[width];
    }

    /** Memory for one row, in bytes. */
    static long bytes(int width) {
        return 3L * width * Float.BYTES;
    }

    @Override
    public void take(int y, PixelRow row) {
        row.write(0, red, 0, 1);
        row.write(1, green, 0, 1);
        row.write(2, blue, 0, 1);
        target.take(y, this);
    }

    @Override
    public void write(int channel, float[] to, int at, int step) {
        for (int x = 0; x < red.length; x++) {
            to[at + x * step] = RED * red[x] + GREEN * green[x] + BLUE * blue[x];
        }
        if (rounded) {
            for (int x = 0; x < red.length; x++) {
                to[at + x * step] = (float) Math.rint(to[at + x * step] * WHITE) / WHITE;
            }
        }
    }
}

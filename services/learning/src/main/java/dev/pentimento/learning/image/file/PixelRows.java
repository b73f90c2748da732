package dev.pentimento.learning.image.file;

/** An image in one of Java's rasters, read row by row, so that the whole image never exists as floats. */
abstract class PixelRows implements PixelRow {
    private final int width;
    private final int height;
    private final int channels;

    /** @param channels 1 (grey) or 3 (red, green, blue) */
    PixelRows(int width, int height, int channels) {
        this.width = width;
        this.height = height;
        this.channels = channels;
    }

    final int width() {
        return width;
    }

    final int height() {
        return height;
    }

    final int channels() {
        return channels;
    }

    /** Reads row {@code y}, whose values can then be written. */
    abstract void read(int y);

    /** Passes every row to {@code target}. */
    final void copyTo(RowTarget target) {
        for (int y = 0; y < height; y++) {
            read(y);
            target.take(y, this);
        }
    }
}

package dev.pentimento.learning.image;

/** An image of any size and pixel format, row by row, so that the whole of it never exists as floats. */
interface PixelRows {
    int width();

    int height();

    /** 1 (grey) or 3 (red, green, blue). */
    int channels();

    /**
     * Writes row {@code y} as values in 0..1.
     *
     * @param row for each channel of this image an array of at least {@code width()} values
     */
    void read(int y, float[][] row);

    /** This image with as many channels as asked for: grey is repeated, colour becomes its luma (ITU-R BT.601). */
    default PixelRows withChannels(int wanted) {
        return wanted == channels() ? this : new RechanneledRows(this, wanted);
    }
}

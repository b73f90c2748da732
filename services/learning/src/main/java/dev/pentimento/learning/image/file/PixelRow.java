package dev.pentimento.learning.image.file;

/** A row of an image. Its values are computed where they are used, so that they are written only once. */
public interface PixelRow {
    /**
     * Writes the values of a channel, in 0..1.
     *
     * @param to receives them at {@code at}, {@code at + step}, {@code at + 2 * step} and so on
     */
    void write(int channel, float[] to, int at, int step);
}

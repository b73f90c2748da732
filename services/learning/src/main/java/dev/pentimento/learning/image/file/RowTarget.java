package dev.pentimento.learning.image.file;

/** Receives an image row by row, so that the whole image need not exist. */
public interface RowTarget {
    /**
     * Receives the next row.
     *
     * @param y number of the row: 0, 1, 2 and so on
     * @param row with the channels of the image; valid until the next row
     */
    void take(int y, PixelRow row);
}

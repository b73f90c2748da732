package dev.pentimento.learning.image.file;

/** Receives an image row by row, so that the whole image need not exist. */
public interface RowTarget {
    /**
     * Receives the next row.
     *
     * @param y number of the row: 0, 1, 2 and so on
     * @param row for each channel, an array that starts with the row's values in 0..1; they are overwritten by the next
     *     row
     */
    void take(int y, float[][] row);
}

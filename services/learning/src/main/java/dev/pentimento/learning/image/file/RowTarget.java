package dev.pentimento.learning.image.file;

/** Takes an image row by row, so that the whole of it need not exist. */
public interface RowTarget {
    /**
     * Takes the next row.
     *
     * @param y 0, 1, 2 and so on to the last row
     * @param row for each channel an array that starts with the row's values in 0..1; the next row overwrites them
     */
    void take(int y, float[][] row);
}

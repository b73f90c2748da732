package dev.pentimento.learning.image.file;

import java.io.IOException;

/** The filters of PNG rows (ISO/IEC 15948, section 9). */
final class PngFilter {
    private PngFilter() {}

    /**
     * Converts a filtered row to its bytes.
     *
     * @param above the previous row, or zeros for the first row
     * @param distance number of bytes to the same sample of the pixel on the left
     */
    static void undo(int filter, byte[] row, byte[] above, int distance) throws IOException {
        switch (filter) {
            case 0 -> {}
            case 1 -> sub(row, distance);
            case 2 -> up(row, above);
            case 3 -> average(row, above, distance);
            case 4 -> paeth(row, above, distance);
            default -> throw new IOException("unknown filter " + filter + " of a row");
        }
    }

    private static void sub(byte[] row, int distance) {
        for (int i = distance; i < row.length; i++) {
            row[i] += row[i - distance];
        }
    }

    private static void up(byte[] row, byte[] above) {
        for (int i = 0; i < row.length; i++) {
            row[i] += above[i];
        }
    }

    private static void average(byte[] row, byte[] above, int distance) {
        int first = Math.min(distance, row.length);
        for (int i = 0; i < first; i++) {
            row[i] += (byte) ((above[i] & 0xff) >> 1);
        }
        for (int i = first; i < row.length; i++) {
            row[i] += (byte) ((row[i - distance] & 0xff) + (above[i] & 0xff) >> 1);
        }
    }

    private static void paeth(byte[] row, byte[] above, int distance) {
        int first = Math.min(distance, row.length);
        for (int i = 0; i < first; i++) {
            row[i] += above[i];
        }
        for (int i = first; i < row.length; i++) {
            row[i] += (byte) nearest(row[i - distance] & 0xff, above[i] & 0xff, above[i - distance] & 0xff);
        }
    }

    private static int nearest(int left, int up, int corner) {
        int estimate = left + up - corner;
        int toLeft = Math.abs(estimate - left);
        int toUp = Math.abs(estimate - up);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}

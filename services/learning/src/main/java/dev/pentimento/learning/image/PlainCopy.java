package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.RowTarget;

/**
 * Copies rows as they are, channel by channel.
 *
 * @param values takes {@code channels × height × width} values from {@code offset} on
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PlainCopy(int height, int width, float[] values, int offset) implements RowTarget {
    @Override
    public void take(int y, float[][] row) {
        for (int channel = 0; channel < row.length; channel++) {
            System.arraycopy(row[channel], 0, values, offset + (channel * height + y) * width, width);
        }
    }
}

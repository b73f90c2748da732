package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.PixelRow;
import dev.pentimento.learning.image.file.RowTarget;

/**
 * Copies rows as they are, channel by channel.
 *
 * @param values takes {@code channels × height × width} values from {@code offset} on
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record PlainCopy(int channels, int height, int width, float[] values, int offset) implements RowTarget {
    @Override
    public void take(int y, PixelRow row) {
        for (int channel = 0; channel < channels; channel++) {
            row.write(channel, values, offset + (channel * height + y) * width, 1);
        }
    }
}

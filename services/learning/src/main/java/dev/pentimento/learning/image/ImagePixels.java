package dev.pentimento.learning.image;

/**
 * An image in its original size, not yet the input of a network.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param values {@code channels × height × width} values in 0..1, channel by channel; read only
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; passed on without copies.
public record ImagePixels(int channels, int height, int width, float[] values) {
    /** Checks the number of values. */
    public ImagePixels {
        if ((channels != 1 && channels != 3) || (long) channels * height * width != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values are not an image of " + channels + " x " + height + " x " + width);
        }
    }

    /** The same image as an 8-bit PNG file. */
    public byte[] png() {
        return ImageEncoder.png(values, channels, height, width);
    }
}

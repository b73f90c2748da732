package dev.pentimento.learning.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pixels as a PNG file, losslessly: {@link ImageDecoder} returns the same pixels. */
public final class ImageEncoder {
    /** Finding and creating a writer costs as much as writing a small image. */
    private static final ThreadLocal<ImageWriter> WRITER = ThreadLocal.withInitial(
            () -> ImageIO.getImageWritersByFormatName("png").next());

    private ImageEncoder() {}

    /**
     * A grey image.
     *
     * @param pixels {@code height × width} grey values, 0..255 unsigned, in row-major order
     */
    public static byte[] greyPng(byte[] pixels, int height, int width) {
        return png(pixels, 1, height, width);
    }

    /**
     * A colour image.
     *
     * @param pixels {@code height × width × 3} values, 0..255 unsigned, red, green, blue of one pixel together
     */
    public static byte[] rgbPng(byte[] pixels, int height, int width) {
        return png(pixels, 3, height, width);
    }

    /**
     * A grey or colour image.
     *
     * @param values {@code channels × height × width} values in 0..1, channel by channel; other values are clipped,
     *     and values between two of the 256 steps are rounded
     * @param channels 1 or 3
     */
    public static byte[] png(float[] values, int channels, int height, int width) {
        int plane = height * width;
        requireLength(values.length, channels, height, width);
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            float value = Math.max(0, Math.min(1, values[i]));
            pixels[i % plane * channels + i / plane] = (byte) Math.round(value * 255);
        }
        return png(pixels, channels, height, width);
    }

    private static byte[] png(byte[] pixels, int channels, int height, int width) {
        requireLength(pixels.length, channels, height, width);
        boolean grey = channels == 1;
        BufferedImage image =
                new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] stored = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            stored[grey ? i : i + 2 - 2 * (i % 3)] = pixels[i];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(pixels.length);
        ImageWriter writer = WRITER.get();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(image);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        } finally {
            writer.setOutput(null);
        }
        return bytes.toByteArray();
    }

    private static void requireLength(int length, int channels, int height, int width) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 or 3: " + channels);
        }
        if (length == 0 || length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    length + " values are not an image of " + channels + " x " + height + " x " + width);
        }
    }
}

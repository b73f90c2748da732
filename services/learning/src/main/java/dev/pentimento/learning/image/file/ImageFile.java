package dev.pentimento.learning.image.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An image file whose header was read: what the image is, what reading it takes, and its rows on request, once. */
public abstract class ImageFile {
    /** A gigapixel. Beyond it, a row and its weights are no small part of the image any more. */
    static final long LARGEST_PIXELS = 1L << 30;

    static final int LARGEST_SIDE = 1 << 24;

    /** The value of a sample of 8 bits. */
    static final float[] OF_BYTE = new float[256];

    static {
        for (int i = 0; i < OF_BYTE.length; i++) {
            OF_BYTE[i] = i / 255f;
        }
    }

    private final ImageFormat format;
    private final int width;
    private final int height;
    private final int channels;

    /**
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @throws IOException if no image has this size
     */
    ImageFile(ImageFormat format, int width, int height, int channels) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("it is " + width + " x " + height + " pixels");
        }
        this.format = format;
        this.width = width;
        this.height = height;
        this.channels = channels;
    }

    /**
     * Reads the header.
     *
     * @throws ImageTooLargeException if no file of this size is read
     * @throws UndecodableImageException saying what the bytes look like
     */
    public static ImageFile open(byte[] content) throws UndecodableImageException {
        ImageFormat format = ImageFormat.of(content);
        try {
            ImageFile image = switch (format) {
                case PNG -> PngFile.of(content);
                case JPEG -> JpegFile.of(content);
                case GIF -> GifFile.of(content);
                case BMP -> BmpFile.of(content);
            };
            image.requireSize();
            return image;
        } catch (IOException | RuntimeException e) {
            throw broken(format, content, e);
        }
    }

    private void requireSize() throws ImageTooLargeException {
        if (Math.max(width, height) > LARGEST_SIDE || (long) width * height > LARGEST_PIXELS) {
            throw new ImageTooLargeException(this + " has more than the " + LARGEST_PIXELS
                    + " pixels, or a side of more than the " + LARGEST_SIDE + " pixels, that are decoded");
        }
    }

    public final int width() {
        return width;
    }

    public final int height() {
        return height;
    }

    /** 1 (grey) or 3 (red, green, blue). */
    public final int channels() {
        return channels;
    }

    /** Memory that {@link #read} takes, in bytes, on the heap and beside it, without the file's own bytes. */
    public abstract long bytes();

    /** Bands, bits and what else makes it large, in words. */
    abstract String details();

    /** Gives the rows to {@code target}. */
    abstract void readRows(RowTarget target, Stopwatch stopwatch) throws IOException;

    abstract byte[] content();

    /**
     * Gives every row to {@code target}, from the first to the last.
     *
     * @throws ImageTooLargeException if it takes too long
     * @throws UndecodableImageException if the file is damaged
     */
    public final void read(RowTarget target, Stopwatch stopwatch) throws UndecodableImageException {
        try {
            readRows(target, stopwatch);
        } catch (IOException | RuntimeException e) {
            if (stopwatch.isOver()) {
                throw new ImageTooLargeException(stopwatch.message());
            }
            throw broken(format, content(), e);
        }
    }

    private static UndecodableImageException broken(ImageFormat format, byte[] content, Exception failure) {
        @Nullable String detail = failure.getMessage();
        return new UndecodableImageException(
                "a truncated or damaged " + format + " image of " + content.length + " bytes"
                        + (detail == null
                                ? ""
                                : ": " + detail.lines().findFirst().orElse("")),
                failure);
    }

    /** In words: format, size, bands and bits. */
    @Override
    public final String toString() {
        return "a " + format + " image of " + width + " x " + height + " pixels (" + details() + ")";
    }
}

package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.Orientation;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image file whose header has been read. It knows the image's properties and what reading it takes, and supplies its
 * rows once, on request.
 */
public abstract class ImageFile {
    /** A gigapixel. Beyond that, a row and its weights are no longer a small part of the image. */
    static final long LARGEST_PIXELS = 1L << 30;

    static final int LARGEST_SIDE = 1 << 24;

    /** Number of bytes by which the format is recognised. */
    public static final int SIGNATURE_BYTES = 16;

    /** The value of an 8-bit sample. */
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
    private final Orientation orientation;
    private @Nullable String warning;

    /** An image that is stored as it is to be seen. */
    ImageFile(ImageFormat format, int width, int height, int channels) throws IOException {
        this(format, width, height, channels, Orientation.UPRIGHT);
    }

    /**
     * @param channels 1 (grey) or 3 (red, green, blue)
     * @throws IOException if an image cannot have this size
     */
    ImageFile(ImageFormat format, int width, int height, int channels, Orientation orientation) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("it is " + width + " x " + height + " pixels");
        }
        this.format = format;
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.orientation = orientation;
    }

    /**
     * Reads the header.
     *
     * @throws ImageTooLargeException if images of this size are not decoded
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
                case TIFF -> TiffFile.of(content);
                case WEBP -> WebpFile.of(content);
            };
            image.requireSize();
            return image;
        } catch (IOException | RuntimeException e) {
            throw broken(format, content, e);
        }
    }

    /**
     * Whether a file is of a supported format.
     *
     * @param start its first {@link #SIGNATURE_BYTES} bytes, or fewer
     */
    public static boolean isImage(byte[] start) {
        return ImageFormat.find(start).isPresent();
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

    /** How the stored image must be turned to be seen upright, by its Exif data or its tag. */
    public final Orientation orientation() {
        return orientation;
    }

    /** The width as seen upright. */
    public final int uprightWidth() {
        return orientation.swapsSides() ? height : width;
    }

    /** The height as seen upright. */
    public final int uprightHeight() {
        return orientation.swapsSides() ? width : height;
    }

    /** What the decoder complained about while it read the image; empty before, and if there was nothing. */
    public final @Nullable String warning() {
        return warning;
    }

    final void warn(List<String> warnings) {
        warning = warnings.isEmpty() ? null : warnings.get(0);
    }

    /** Whether it is grey with samples of 16 bits, which scanners often use in part only. */
    public boolean isWideGrey() {
        return false;
    }

    /** Memory that {@link #read} takes, in bytes, on and off the heap, without the file's own bytes. */
    public abstract long bytes();

    /** Description of bands, bits and everything else that makes it large. */
    abstract String details();

    /** Passes the rows to {@code target}. */
    abstract void readRows(RowTarget target, Stopwatch stopwatch) throws IOException;

    abstract byte[] content();

    /**
     * Passes every row to {@code target}, from the first to the last.
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
        if (failure instanceof UnsupportedImageException) {
            return new UndecodableImageException(
                    "a " + format + " image that cannot be read: " + failure.getMessage(), failure);
        }
        // What Java says about a null or an array's end helps nobody.
        boolean ofJava = failure instanceof NullPointerException || failure instanceof IndexOutOfBoundsException;
        @Nullable String detail = ofJava ? null : failure.getMessage();
        return new UndecodableImageException(
                "a truncated or damaged " + format + " image of " + content.length + " bytes"
                        + (detail == null
                                ? ""
                                : ": " + detail.lines().findFirst().orElse("")),
                failure);
    }

    /** Description with format, size, bands and bits. */
    @Override
    public final String toString() {
        return "a " + format + " image of " + width + " x " + height + " pixels (" + details() + ")";
    }

    /** An image is not damaged, but of a kind that is not read; the message says which, and what to do. */
    static final class UnsupportedImageException extends IOException {
        private static final long serialVersionUID = 1;

        UnsupportedImageException(String message) {
            super(message);
        }
    }
}

package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.RowTarget;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.learning.image.header.Orientation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts the bytes of a PNG, JPEG, TIFF, BMP, or of a GIF or WebP (its first frame) of any size and colour to the input
 * of a network. Thread-safe; each thread has its own readers.
 *
 * <p>Grey is converted to three equal channels, and colour to its luma, as the network requires. Transparency is
 * composed on black. Images of another size are resized with anti-aliasing, without keeping the aspect ratio. A grey
 * 8-bit image of the right size gives exactly {@code value / 255f}, normalised. The transparency of palette entries is
 * used; a PNG's single transparent colour is ignored. {@link PixelReading} says whether a photograph is turned as its Exif
 * data says, and which part of the range of 16 bits is used.
 */
public final class ImageDecoder {
    /** Values, their changed copy, and the copies that an encoder makes of them. */
    private static final int BYTES_OF_A_VALUE_IN_WORK = 16;

    private final ImageShape shape;
    private final ImageShape lying;
    private final DecodingBudget budget;
    private final float[] mean;
    private final float[] deviation;

    /** A decoder within the budget of this process: a quarter of the heap. */
    public ImageDecoder(ImageShape shape) {
        this(shape, DecodingBudget.standard());
    }

    /** A decoder within a shared budget. */
    public ImageDecoder(ImageShape shape, DecodingBudget budget) {
        this.shape = shape;
        this.lying = shape.lying();
        this.budget = budget;
        this.mean = shape.mean();
        this.deviation = shape.standardDeviation();
    }

    public ImageShape shape() {
        return shape;
    }

    /**
     * Decodes one image.
     *
     * @return {@code shape().size()} values, channel by channel, normalised
     * @throws dev.pentimento.learning.image.file.ImageTooLargeException with the figures, if it takes more than the budget
     * @throws UndecodableImageException saying what the bytes look like
     */
    public float[] decode(byte[] content) throws UndecodableImageException {
        float[] values = new float[shape.size()];
        decode(content, values, 0);
        return values;
    }

    /**
     * Decodes into a row of a batch. After an exception, the row's values are undefined.
     *
     * @param target receives {@code shape().size()} values, starting at {@code offset}
     * @return what the file's decoder complained about, if it decoded the image nevertheless
     * @throws dev.pentimento.learning.image.file.ImageTooLargeException with the figures, if it takes more than the
     *     budget
     * @throws UndecodableImageException saying what the bytes look like
     */
    public @Nullable String decode(byte[] content, float[] target, int offset) throws UndecodableImageException {
        ImageFile image = ImageFile.open(content);
        int channels = Math.min(image.channels(), shape.channels());
        Orientation orientation = shape.reading().upright() ? image.orientation() : Orientation.UPRIGHT;
        // Turning the small result instead of the image needs neither the whole image nor its time.
        ImageShape stored = orientation.swapsSides() ? lying : shape;
        int plane = shape.height() * shape.width();
        boolean fits = image.width() == stored.width() && image.height() == stored.height();
        boolean grey = channels < image.channels();
        long rows = grey ? Luma.bytes(image.width()) : 0;
        long resampling = fits ? 0 : Resampler.bytes(channels, image.height(), image.width(), stored);
        long turning = orientation == Orientation.UPRIGHT ? 0 : (long) plane * Float.BYTES;
        try (DecodingBudget.Room room = budget.admit(image, image.bytes() + rows + resampling + turning)) {
            RowTarget resized = fits
                    ? new PlainCopy(channels, stored.height(), stored.width(), target, offset)
                    : new Resampler(channels, image.height(), image.width(), stored, target, offset);
            if (image.isWideGrey() && !shape.reading().usesFullRange()) {
                resized = new GreyRange(resized, image.width(), shape.reading());
            }
            // Luma is linear in red, green and blue, so computing it before resizing changes only the cost.
            image.read(grey ? new Luma(resized, image.width()) : resized, budget.stopwatch(image));
            turn(target, offset, channels, orientation, stored.height(), stored.width());
        }
        for (int channel = channels; channel < shape.channels(); channel++) {
            System.arraycopy(target, offset, target, offset + channel * plane, plane);
        }
        normalise(target, offset);
        return image.warning();
    }

    private static void turn(float[] values, int offset, int channels, Orientation orientation, int height, int width) {
        if (orientation != Orientation.UPRIGHT) {
            for (int channel = 0; channel < channels; channel++) {
                orientation.turn(values, offset + channel * height * width, height, width);
            }
        }
    }

    /**
     * Decodes upright, without changing size or colour, and holds the memory until the work on the pixels is done. The
     * work must not decode another image.
     *
     * @throws dev.pentimento.learning.image.file.ImageTooLargeException with the figures, if it takes more than the
     *     budget
     * @throws UndecodableImageException saying what the bytes look like
     */
    public static <T> T decodeAsIs(byte[] content, Function<ImagePixels, T> work) throws UndecodableImageException {
        DecodingBudget budget = DecodingBudget.standard();
        ImageFile image = ImageFile.open(content);
        long size = (long) image.channels() * image.height() * image.width();
        try (DecodingBudget.Room room = budget.admit(image, image.bytes() + size * BYTES_OF_A_VALUE_IN_WORK)) {
            float[] values = new float[Math.toIntExact(size)];
            image.read(
                    new PlainCopy(image.channels(), image.height(), image.width(), values, 0), budget.stopwatch(image));
            Orientation orientation = image.orientation();
            turn(values, 0, image.channels(), orientation, image.height(), image.width());
            return work.apply(new ImagePixels(image.channels(), image.uprightHeight(), image.uprightWidth(), values));
        }
    }

    private void normalise(float[] target, int offset) {
        int plane = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            if (mean[channel] != 0 || deviation[channel] != 1) {
                int start = offset + channel * plane;
                normalise(target, start, start + plane, mean[channel], deviation[channel]);
            }
        }
    }

    private static void normalise(float[] target, int start, int end, float mean, float deviation) {
        for (int i = start; i < end; i++) {
            target[i] = (target[i] - mean) / deviation;
        }
    }
}

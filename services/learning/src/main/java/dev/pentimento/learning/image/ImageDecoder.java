package dev.pentimento.learning.image;

import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.RowTarget;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.learning.image.header.Orientation;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Converts the bytes of a PNG, JPEG, TIFF, BMP, or of a GIF or WebP (its first frame) of any size and colour to the input
 * of a network. Thread-safe; each thread has its own readers.
 *
 * <p>Grey is converted to three equal channels, and colour to its luma, as the network requires. Transparency is
 * composed on black. {@link Framing} says how images of another size are resized and cut; by default, they are resized with
 * anti-aliasing, without keeping the aspect ratio. A grey 8-bit image of the right size gives exactly {@code value / 255f}, normalised. The transparency of palette entries is
 * used; a PNG's single transparent colour is ignored. {@link PixelReading} says whether a photograph is turned as its Exif
 * data says, and which part of the range of 16 bits is used.
 */
public final class ImageDecoder {
    /** Values, their changed copy, and the copies that an encoder makes of them. */
    private static final int BYTES_OF_A_VALUE_IN_WORK = 16;

    private static final float WHITE = 255;

    private final ImageShape shape;
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
        PixelReading reading = shape.reading();
        int channels = Math.min(image.channels(), shape.channels());
        Orientation orientation = reading.upright() ? image.orientation() : Orientation.UPRIGHT;
        // Turning the small result instead of the image needs neither the whole image nor its time.
        Frame frame = frame(image, orientation);
        boolean grey = channels < image.channels();
        long rows = grey ? Luma.bytes(image.width()) : 0;
        long resampling = frame.isCopy()
                ? 0
                : Resampler.bytes(channels, frame, reading.framing().interpolation())
                        * (reading.framing().rounded() ? 2 : 1);
        long turning = orientation == Orientation.UPRIGHT ? 0 : (long) frame.height() * frame.width() * Float.BYTES;
        try (DecodingBudget.Room room = budget.admit(image, image.bytes() + rows + resampling + turning)) {
            RowTarget resized = resized(image, channels, frame, target, offset);
            if (image.isWideGrey() && !reading.usesFullRange()) {
                resized = new GreyRange(resized, image.width(), reading);
            }
            // Luma is linear in red, green and blue, so computing it before resizing changes only the cost.
            boolean rounded = reading.framing().rounded();
            image.read(grey ? new Luma(resized, image.width(), rounded) : resized, budget.stopwatch(image));
            turn(target, offset, channels, orientation, frame.height(), frame.width());
        }
        arrange(target, offset, channels);
        normalise(target, offset);
        return image.warning();
    }

    private Frame frame(ImageFile image, Orientation orientation) {
        boolean swapped = orientation.swapsSides();
        int height = swapped ? image.width() : image.height();
        int width = swapped ? image.height() : image.width();
        return shape.reading()
                .framing()
                .of(height, width, shape.height(), shape.width())
                .stored(orientation);
    }

    private RowTarget resized(ImageFile image, int channels, Frame frame, float[] target, int offset) {
        if (frame.isCopy()) {
            return new PlainCopy(channels, frame.height(), frame.width(), target, offset);
        }
        Framing framing = shape.reading().framing();
        if (!frame.isFull()) {
            int size = channels * frame.height() * frame.width();
            Arrays.fill(target, offset, offset + size, framing.fill() / WHITE);
        }
        return framing.rounded() && !image.isWideGrey()
                ? new LevelResampler(channels, frame, framing.interpolation(), target, offset)
                : new Resampler(channels, frame, framing.interpolation(), target, offset);
    }

    /** The channels in the network's number and order. */
    private void arrange(float[] target, int offset, int channels) {
        int plane = shape.height() * shape.width();
        for (int channel = channels; channel < shape.channels(); channel++) {
            System.arraycopy(target, offset, target, offset + channel * plane, plane);
        }
        if (channels > 1 && shape.reading().bgr()) {
            for (int red = offset, blue = offset + 2 * plane; red < offset + plane; red++, blue++) {
                float value = target[red];
                target[red] = target[blue];
                target[blue] = value;
            }
        }
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
        PixelReading reading = shape.reading();
        if (!reading.isUnit()) {
            float range = reading.highest() - reading.lowest();
            for (int i = offset; i < offset + shape.size(); i++) {
                target[i] = reading.lowest() + target[i] * range;
            }
        }
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

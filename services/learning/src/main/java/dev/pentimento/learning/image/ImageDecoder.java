package dev.pentimento.learning.image;

/**
 * Makes the bytes of a PNG, JPEG, GIF (its first frame) or BMP of any size and colour the input of a network. Safe for
 * use by many threads at once; each keeps its own readers.
 *
 * <p>Grey becomes three equal channels and colour its luma, as the network needs; transparency is composed on black;
 * another size is resized with anti-aliasing, without keeping the aspect; a grey 8-bit image of the right size gives exactly
 * {@code value / 255f}, normalised. A palette entry's transparency counts, a PNG's single transparent colour does not. An
 * orientation in a photograph's Exif data is not applied.
 */
public final class ImageDecoder {
    /** 64 megapixels, 192 MB while it is decoded: a small file can claim to be a gigantic image. */
    public static final long DEFAULT_LARGEST_PIXELS = 64L << 20;

    private static final ThreadLocal<ImageReaders> READERS = ThreadLocal.withInitial(ImageReaders::new);

    private final ImageShape shape;
    private final long largestPixels;
    private final float[] mean;
    private final float[] deviation;

    public ImageDecoder(ImageShape shape) {
        this(shape, DEFAULT_LARGEST_PIXELS);
    }

    /**
     * With a limit of its own.
     *
     * @param largestPixels width × height; an image with more is refused before its pixels are read
     */
    public ImageDecoder(ImageShape shape, long largestPixels) {
        if (largestPixels < 1) {
            throw new IllegalArgumentException("the largest number of pixels must be positive: " + largestPixels);
        }
        this.shape = shape;
        this.largestPixels = largestPixels;
        this.mean = shape.mean();
        this.deviation = shape.standardDeviation();
    }

    public ImageShape shape() {
        return shape;
    }

    /**
     * Decodes one image.
     *
     * @return {@code shape().size()} values, channel after channel, normalised
     * @throws UndecodableImageException saying what the bytes look like
     */
    public float[] decode(byte[] content) throws UndecodableImageException {
        float[] values = new float[shape.size()];
        decode(content, values, 0);
        return values;
    }

    /**
     * Decodes into a row of a batch. After an exception the row's values are undefined or as they were.
     *
     * @param target takes {@code shape().size()} values from {@code offset} on
     * @throws UndecodableImageException saying what the bytes look like
     */
    public void decode(byte[] content, float[] target, int offset) throws UndecodableImageException {
        PixelRows rows = READERS.get().read(content, largestPixels).withChannels(shape.channels());
        if (rows.width() == shape.width() && rows.height() == shape.height()) {
            copy(rows, target, offset);
        } else {
            // Luma is linear in red, green and blue, so taking it before resizing changes nothing but the cost.
            float[] resized = Resampler.resize(rows, shape.height(), shape.width());
            System.arraycopy(resized, 0, target, offset, resized.length);
        }
        normalise(target, offset);
    }

    /**
     * Decodes without changing size or colour.
     *
     * @throws UndecodableImageException saying what the bytes look like
     */
    public static ImagePixels decodeAsIs(byte[] content) throws UndecodableImageException {
        PixelRows rows = READERS.get().read(content, DEFAULT_LARGEST_PIXELS);
        float[] values = new float[rows.channels() * rows.height() * rows.width()];
        copy(rows, values, 0);
        return new ImagePixels(rows.channels(), rows.height(), rows.width(), values);
    }

    private static void copy(PixelRows rows, float[] target, int offset) {
        int width = rows.width();
        int plane = rows.height() * width;
        float[][] row = new float[rows.channels()][width];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            for (int channel = 0; channel < row.length; channel++) {
                System.arraycopy(row[channel], 0, target, offset + channel * plane + y * width, width);
            }
        }
    }

    private void normalise(float[] target, int offset) {
        int plane = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            if (mean[channel] == 0 && deviation[channel] == 1) {
                continue;
            }
            int start = offset + channel * plane;
            for (int i = start; i < start + plane; i++) {
                target[i] = (target[i] - mean[channel]) / deviation[channel];
            }
        }
    }
}

package dev.pentimento.learning.data;

import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.tensors.FloatMatrix;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The images of a data set as input of a network: n×(c·h·w). Each batch is decoded when it is selected, so that no more
 * than a batch is in memory. Decoding is lossless: images that are kept in memory give the same values.
 *
 * @param labels the class number of each image
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DecodedImages(ImageDataset images, ImageDecoder decoder, int[] labels) implements LabelledSource {
    /** Decoded images are kept if they take at most the heap divided by this number. */
    public static final int SHARE_OF_HEAP = 4;

    private static final int BATCH = 256;

    /** @throws DatasetException if an image has no label */
    public static DecodedImages of(ImageDataset images, ImageDecoder decoder) {
        return new DecodedImages(images, decoder, images.labels());
    }

    /** Memory that decoded images may take in this process, in bytes. */
    public static long bytesOfHeap() {
        return Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /** Whether this many images may be kept in memory, for training that reads them several times. */
    public static boolean fit(long images, ImageShape shape) {
        return bytes(images, shape) <= Math.min(bytesOfHeap(), (long) Integer.MAX_VALUE * Float.BYTES);
    }

    /** Memory that this many images take once decoded, in bytes. */
    public static long bytes(long images, ImageShape shape) {
        return images * shape.size() * Float.BYTES;
    }

    @Override
    public int columns() {
        return decoder.shape().size();
    }

    /** @throws DatasetException naming the first image that cannot be read or decoded */
    @Override
    public LabelledRows select(int[] wanted) {
        int[] selected = IntStream.of(wanted).map(row -> labels[row]).toArray();
        return new LabelledRows(images.pixels(decoder, wanted), selected);
    }

    /**
     * Decodes every image once, so that one that is damaged is reported before hours of training.
     *
     * @param keep whether to keep them all in memory
     * @param decoded called after each batch with the number of images so far; may throw
     * @return the images in memory, or this
     * @throws DatasetException naming the first image that cannot be read or decoded
     */
    public LabelledSource readThrough(boolean keep, IntConsumer decoded) {
        float[] kept = new float[keep ? Math.multiplyExact(size(), columns()) : 0];
        int batch = LabelledSource.batch(BATCH, columns());
        for (int from = 0; from < size(); from += batch) {
            int to = Math.min(size(), from + batch);
            float[] values =
                    images.pixels(decoder, IntStream.range(from, to).toArray()).values();
            if (keep) {
                System.arraycopy(values, 0, kept, from * columns(), values.length);
            }
            decoded.accept(to);
        }
        return keep ? new LabelledRows(new FloatMatrix(size(), columns(), kept), labels) : this;
    }
}

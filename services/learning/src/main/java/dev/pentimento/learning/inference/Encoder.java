package dev.pentimento.learning.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Converts images to embeddings. Several threads may call it concurrently; {@link #close()} frees native memory and
 * must not be called while another call is in progress.
 */
public interface Encoder extends AutoCloseable {
    /** Number of images that {@link #tryOut} embeds. */
    int PROBES = 8;

    /** Number of images in one forward pass over many, unless they are large. */
    int BATCH = 256;

    ImageShape input();

    /** Length of an embedding. */
    int dimensions();

    /**
     * One forward pass.
     *
     * @param images n×(channels·height·width), as given by {@link #input()}
     * @return n×dimensions
     * @throws UnusableOutputException if a value of the result is not finite
     * @throws FailedPassException if the engine fails
     */
    FloatMatrix embed(FloatMatrix images);

    /**
     * Calls {@link #embed} in batches, which limits the memory.
     *
     * @param batch number of images in one forward pass, or fewer if they are large
     * @param embedded called before the first and after each batch with the number of images so far; may throw
     * @return the embeddings, n×dimensions, with the labels of the images
     */
    default LabelledRows embedAll(LabelledSource images, int batch, IntConsumer embedded) {
        int rows = images.size();
        int size = LabelledSource.batch(batch, images.columns());
        float[] values = new float[Math.multiplyExact(rows, dimensions())];
        embedded.accept(0);
        for (int from = 0; from < rows; from += size) {
            int to = Math.min(rows, from + size);
            FloatMatrix part =
                    embed(images.select(IntStream.range(from, to).toArray()).rows());
            System.arraycopy(part.values(), 0, values, from * dimensions(), part.values().length);
            embedded.accept(to);
        }
        return new LabelledRows(new FloatMatrix(rows, dimensions(), values), images.labels());
    }

    /** Warms up the engine for batches of this size. */
    default void warmUp(int batch) {
        embed(new FloatMatrix(batch, input().size(), new float[batch * input().size()]));
    }

    /**
     * Embeds a few images of noise over the whole range of pixel values, so that a network that overflows, or that was
     * traced for a single image, fails here and not in service.
     *
     * @return their embeddings
     * @throws UnusableOutputException with the reason
     */
    default FloatMatrix tryOut() {
        ImageShape shape = input();
        Random random = new Random(1);
        float[] values = new float[PROBES * shape.size()];
        float[] mean = shape.mean();
        float[] deviation = shape.standardDeviation();
        int plane = shape.height() * shape.width();
        for (int i = 0; i < values.length; i++) {
            int channel = i / plane % shape.channels();
            values[i] = (random.nextFloat() - mean[channel]) / deviation[channel];
        }
        return embed(new FloatMatrix(PROBES, shape.size(), values));
    }

    @Override
    void close();
}

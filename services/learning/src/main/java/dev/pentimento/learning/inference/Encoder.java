package dev.pentimento.learning.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Converts images to embeddings. Several threads may call it concurrently; {@link #close()} frees native memory and
 * must not be called while another call is in progress.
 */
public interface Encoder extends AutoCloseable {
    /** Number of images that {@link #tryOut} embeds. */
    int PROBES = 8;

    /** Number of images in one forward pass of {@link #embedAll}. */
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
     * Calls {@link #embed} in batches of 256, which limits the memory; {@code beforeEach} runs before each batch and
     * may throw.
     */
    default FloatMatrix embedAll(FloatMatrix images, Runnable beforeEach) {
        float[] values = new float[Math.multiplyExact(images.rows(), dimensions())];
        for (int from = 0; from < images.rows(); from += BATCH) {
            beforeEach.run();
            int to = Math.min(images.rows(), from + BATCH);
            FloatMatrix batch = embed(images.select(IntStream.range(from, to).toArray()));
            System.arraycopy(batch.values(), 0, values, from * dimensions(), batch.values().length);
        }
        return new FloatMatrix(images.rows(), dimensions(), values);
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

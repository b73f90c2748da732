package dev.pentimento.learning.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Images to embeddings. Calls may come from several threads at once; {@link #close()} frees native memory and must wait
 * until no call is under way.
 */
public interface Encoder extends AutoCloseable {
    /** How many images {@link #tryOut} embeds. */
    int PROBES = 8;

    /** Images in one forward pass of {@link #embedAll}. */
    int BATCH = 256;

    ImageShape input();

    /** Length of an embedding. */
    int dimensions();

    /**
     * One forward pass.
     *
     * @param images n×(channels·height·width), as {@link #input()} says
     * @return n×dimensions
     * @throws UnusableOutputException if a value of the result is not finite
     * @throws FailedPassException if the engine gives up
     */
    FloatMatrix embed(FloatMatrix images);

    /** {@link #embed} in batches of 256, which bounds the memory; {@code beforeEach} runs before each and may throw. */
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

    /** Warms the engine up for batches of this size. */
    default void warmUp(int batch) {
        embed(new FloatMatrix(batch, input().size(), new float[batch * input().size()]));
    }

    /**
     * Embeds a few images of noise over the whole range that pixels have: a network that overflows, or that was traced for
     * a single image, shows it here and not when it serves.
     *
     * @return their embeddings
     * @throws UnusableOutputException saying what is wrong
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

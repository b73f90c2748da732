package dev.pentimento.learning.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Random;

/**
 * Images to embeddings. Calls may come from several threads at once; {@link #close()} frees native memory and must wait
 * until no call is under way.
 */
public interface Encoder extends AutoCloseable {
    /** How many images {@link #tryOut} embeds. */
    int PROBES = 8;

    ImageShape input();

    /** Length of an embedding. */
    int dimensions();

    /**
     * One forward pass.
     *
     * @param images n×(channels·height·width), as {@link #input()} says
     * @return n×dimensions
     * @throws UnusableOutputException if a value of the result is not finite
     */
    FloatMatrix embed(FloatMatrix images);

    /** Lets the engine prepare itself for batches of this size. */
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

package dev.pentimento.learning.inference;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.statistics.FloatMatrix;

/**
 * Images to embeddings. Calls may come from several threads at once; {@link #close()} frees native memory and must wait
 * until no call is under way.
 */
public interface Encoder extends AutoCloseable {
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

    @Override
    void close();
}

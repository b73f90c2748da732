package dev.pentimento.learning.inference;

import dev.pentimento.statistics.FloatMatrix;

/** Embeddings to corrected embeddings; threads and closing as for {@link Encoder}. */
public interface Correction extends AutoCloseable {
    /** Length of an embedding. */
    int dimensions();

    /**
     * One forward pass: n×dimensions → n×dimensions.
     *
     * @throws UnusableOutputException if a value of the result is not finite
     */
    FloatMatrix correct(FloatMatrix embeddings);

    /** The correction of a version that has none: gives back what it gets. */
    static Correction identity(int dimensions) {
        return new IdentityCorrection(dimensions);
    }

    @Override
    void close();
}

package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Converts embeddings to corrected embeddings. For thread safety and closing, see {@link Encoder}. */
public interface Correction extends AutoCloseable {
    /** Length of an embedding. */
    int dimensions();

    /**
     * One forward pass: n×dimensions → n×dimensions.
     *
     * @throws UnusableOutputException if a value of the result is not finite
     * @throws FailedPassException if the engine fails
     */
    FloatMatrix correct(FloatMatrix embeddings);

    /** The correction of a version without one: returns its input. */
    static Correction identity(int dimensions) {
        return new IdentityCorrection(dimensions);
    }

    @Override
    void close();
}

package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Converts embeddings to logits. For thread safety and closing, see {@link Encoder}. */
public interface Classifier extends AutoCloseable {
    /** Length of an embedding. */
    int dimensions();

    int classes();

    /**
     * One forward pass: n×dimensions → n×classes logits.
     *
     * @throws UnusableOutputException if a value of the result is not finite
     * @throws FailedPassException if the engine fails
     */
    FloatMatrix logits(FloatMatrix embeddings);

    /** n×dimensions → n×classes, each row summing to one. */
    default FloatMatrix probabilities(FloatMatrix embeddings) {
        return Softmax.of(logits(embeddings));
    }

    @Override
    void close();
}

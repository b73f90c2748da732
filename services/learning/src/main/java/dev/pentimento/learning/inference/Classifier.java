package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Embeddings to logits; threads and closing as for {@link Encoder}. */
public interface Classifier extends AutoCloseable {
    /** Length of an embedding. */
    int dimensions();

    int classes();

    /**
     * One forward pass: n×dimensions → n×classes logits.
     *
     * @throws UnusableOutputException if a value of the result is not finite
     * @throws FailedPassException if the engine gives up
     */
    FloatMatrix logits(FloatMatrix embeddings);

    /** n×dimensions → n×classes, each row summing to one. */
    default FloatMatrix probabilities(FloatMatrix embeddings) {
        return Softmax.of(logits(embeddings));
    }

    @Override
    void close();
}

package dev.pentimento.serving.judges;

import dev.pentimento.tensors.FloatMatrix;

/** Classifier and correction of one version. Several threads may ask at once. */
public interface Judge extends AutoCloseable {
    /** Length d of the embeddings that it takes. */
    int dimensions();

    /**
     * Judges a batch with one pass of each network.
     *
     * @param embeddings n × d
     * @throws RuntimeException if a result is not finite, or the engine fails
     */
    Answers judge(FloatMatrix embeddings);

    /** Frees the networks' native memory. */
    @Override
    void close();

    /**
     * What a version says of a batch. Without a correction, {@code corrected} is the same object as {@code original}, and
     * {@code correctedEmbeddings} is the argument.
     *
     * @param originalLogits n × k
     * @param original probabilities before correction, n × k
     * @param correctedEmbeddings n × d
     * @param corrected probabilities after correction, n × k
     */
    record Answers(
            FloatMatrix originalLogits, FloatMatrix original, FloatMatrix correctedEmbeddings, FloatMatrix corrected) {}
}

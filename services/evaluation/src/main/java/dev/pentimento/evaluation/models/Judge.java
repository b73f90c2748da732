package dev.pentimento.evaluation.models;

import dev.pentimento.statistics.FloatMatrix;

/** Classifier and correction of one version. May be asked by several threads at once. */
public interface Judge extends AutoCloseable {
    /** Length d of the embeddings that it takes. */
    int dimensions();

    /**
     * Judges a batch, one batched pass for each network.
     *
     * @param embeddings n × d
     * @throws RuntimeException if a result is no finite number, or the engine fails
     */
    Answers judge(FloatMatrix embeddings);

    /** Frees the networks' native memory. */
    @Override
    void close();

    /**
     * What a version says of a batch. Without a correction {@code corrected} is {@code original} and {@code
     * correctedEmbeddings} what was asked about, the very same objects.
     *
     * @param originalLogits n × k
     * @param original probabilities before correction, n × k
     * @param correctedEmbeddings n × d
     * @param corrected probabilities after correction, n × k
     */
    record Answers(
            FloatMatrix originalLogits, FloatMatrix original, FloatMatrix correctedEmbeddings, FloatMatrix corrected) {}
}

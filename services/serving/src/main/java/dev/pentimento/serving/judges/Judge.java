package dev.pentimento.serving.judges;

import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;

/** Classifier and correction of one version. Thread-safe. */
public interface Judge extends AutoCloseable {
    /** The largest number of images in a batch. */
    int WARM_UP_ROWS = 256;

    /** Length d of its input embeddings. */
    int dimensions();

    /**
     * Judges a batch with one pass of each network.
     *
     * @param embeddings n × d
     * @throws RuntimeException if a result is not finite, or the engine fails
     */
    Answers judge(FloatMatrix embeddings);

    /**
     * Judges noise, first one row, then many. This warms up the engine for the first batch, and finds a network without
     * finite results before it serves.
     *
     * @throws RuntimeException if the networks give no finite numbers, or not as many as the version has classes
     */
    default void warmUp() {
        for (int rows : new int[] {1, WARM_UP_ROWS}) {
            judge(noise(rows, dimensions()));
        }
    }

    /** Embeddings of normally distributed values, always the same: rows × dimensions. */
    static FloatMatrix noise(int rows, int dimensions) {
        Random random = new Random(1);
        float[] values = new float[rows * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(rows, dimensions, values);
    }

    /** Frees the networks' native memory. */
    @Override
    void close();

    /**
     * A version's results for a batch. Without a correction, {@code corrected} is the same object as {@code original},
     * and {@code correctedEmbeddings} is the argument.
     *
     * @param originalLogits n × k
     * @param original probabilities before correction, n × k
     * @param correctedEmbeddings n × d
     * @param corrected probabilities after correction, n × k
     */
    record Answers(
            FloatMatrix originalLogits, FloatMatrix original, FloatMatrix correctedEmbeddings, FloatMatrix corrected) {}
}

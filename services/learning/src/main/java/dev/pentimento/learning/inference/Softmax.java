package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/**
 * Converts logits to probabilities, in double precision and relative to each row's largest logit, so that nothing
 * overflows.
 */
public final class Softmax {
    private Softmax() {}

    /** n×k logits → n×k probabilities. */
    public static FloatMatrix of(FloatMatrix logits) {
        float[] values = new float[logits.values().length];
        for (int row = 0; row < logits.rows(); row++) {
            row(logits, row, values);
        }
        return new FloatMatrix(logits.rows(), logits.columns(), values);
    }

    private static void row(FloatMatrix logits, int row, float[] target) {
        int start = row * logits.columns();
        int end = start + logits.columns();
        float[] source = logits.values();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = start; i < end; i++) {
            largest = Math.max(largest, source[i]);
        }
        double sum = 0;
        for (int i = start; i < end; i++) {
            double weight = Math.exp(source[i] - largest);
            target[i] = (float) weight;
            sum += weight;
        }
        for (int i = start; i < end; i++) {
            target[i] = (float) (target[i] / sum);
        }
    }
}

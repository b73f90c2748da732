package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Checks at the boundary between Java and the engine. */
final class OutputChecks {
    /** Of the largest value: ways to compute the same differ in how sums are rounded. */
    private static final float WITHIN = 1e-4f;

    private OutputChecks() {}

    /** Whether two ways to compute the same thing agree; not if a value is no number. */
    static boolean same(float[] expected, float[] actual) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= WITHIN * largest)) {
                return false;
            }
        }
        return true;
    }

    static FloatMatrix columns(String what, FloatMatrix matrix, int expected) {
        if (matrix.columns() != expected) {
            throw new IllegalArgumentException(
                    what + " have " + matrix.columns() + " values each, expected " + expected);
        }
        return matrix;
    }

    static FloatMatrix finite(String network, FloatMatrix result) {
        float[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UnusableOutputException(network + " returned " + values[i] + " for row "
                        + i / result.columns() + " of " + result.rows());
            }
        }
        return result;
    }
}

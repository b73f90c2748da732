package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Checks at the boundary between Java and the engine. */
final class OutputChecks {
    /** Of a column's largest value: ways to compute the same differ in how sums are rounded. */
    private static final float WITHIN = 1e-4f;
    /** A column of small values may be the difference of large ones. */
    private static final float LEAST_OF_OVERALL = 1e-2f;

    private OutputChecks() {}

    /**
     * Whether two ways to compute the same thing agree in each column, in units of the column's largest value. They do not
     * if a value is no number, or if all values are zero, which proves nothing.
     */
    static boolean same(float[] expected, float[] actual, int columns) {
        float[] largest = new float[columns];
        float overall = 0;
        for (int i = 0; i < expected.length; i++) {
            largest[i % columns] = Math.max(largest[i % columns], Math.abs(expected[i]));
            overall = Math.max(overall, Math.abs(expected[i]));
        }
        for (int i = 0; i < expected.length; i++) {
            float unit = Math.max(largest[i % columns], LEAST_OF_OVERALL * overall);
            if (!(Math.abs(expected[i] - actual[i]) <= WITHIN * unit)) {
                return false;
            }
        }
        return overall > 0;
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

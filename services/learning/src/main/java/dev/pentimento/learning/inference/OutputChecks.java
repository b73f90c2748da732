package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/** Checks at the boundary between Java and the engine. */
final class OutputChecks {
    private OutputChecks() {}

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

package dev.pentimento.serving.devices;

import dev.pentimento.tensors.FloatMatrix;
import java.util.List;

/** Stacks matrices vertically. */
final class Rows {
    private Rows() {}

    /** @param parts at least one, all with the same number of columns */
    static FloatMatrix joined(List<FloatMatrix> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int rows = parts.stream().mapToInt(FloatMatrix::rows).sum();
        int columns = parts.get(0).columns();
        float[] values = new float[Math.multiplyExact(rows, columns)];
        int at = 0;
        for (FloatMatrix part : parts) {
            System.arraycopy(part.values(), 0, values, at, part.values().length);
            at += part.values().length;
        }
        return new FloatMatrix(rows, columns, values);
    }
}

package dev.pentimento.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A dense matrix of float32 in row-major order: n embeddings of d dimensions, n probability vectors of k classes, n
 * images of c·h·w values. It does not copy the given array, so the caller must not write to it afterwards.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record FloatMatrix(int rows, int columns, float[] values) {

    /**
     * @param values {@code rows × columns} values in row-major order
     * @throws IllegalArgumentException if {@code values} has a different length
     */
    public FloatMatrix {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "a matrix of " + rows + " x " + columns + " cannot hold " + values.length + " values");
        }
    }

    /** Reads the wire format of {@link #toLittleEndian()}; the remaining {@code bytes} must be complete rows. */
    public static FloatMatrix fromLittleEndian(ByteBuffer bytes, int columns) {
        ByteBuffer source = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int rowBytes = Math.multiplyExact(columns, Float.BYTES);
        if (columns < 1 || source.remaining() % rowBytes != 0) {
            throw new IllegalArgumentException(
                    source.remaining() + " bytes are not a whole number of rows of " + columns + " float32 values");
        }
        float[] values = new float[source.remaining() / Float.BYTES];
        source.asFloatBuffer().get(values);
        return new FloatMatrix(values.length / columns, columns, values);
    }

    /** Copies rows of equal length. */
    public static FloatMatrix ofRows(float[][] source, int columns) {
        float[] values = new float[source.length * columns];
        for (int row = 0; row < source.length; row++) {
            if (source[row].length != columns) {
                throw new IllegalArgumentException(
                        "row " + row + " has " + source[row].length + " values, expected " + columns);
            }
            System.arraycopy(source[row], 0, values, row * columns, columns);
        }
        return new FloatMatrix(source.length, columns, values);
    }

    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** A copy of one row. */
    public float[] row(int row) {
        float[] copy = new float[columns];
        System.arraycopy(values, row * columns, copy, 0, columns);
        return copy;
    }

    /** Copies the given rows in the given order; a row may occur twice. */
    public FloatMatrix select(int[] wanted) {
        float[] selected = new float[wanted.length * columns];
        for (int i = 0; i < wanted.length; i++) {
            System.arraycopy(values, wanted[i] * columns, selected, i * columns, columns);
        }
        return new FloatMatrix(wanted.length, columns, selected);
    }

    /** Column of each row's largest value; the first one if several are equal. */
    public int[] argMax() {
        int[] best = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 1; column < columns; column++) {
                if (at(row, column) > at(row, best[row])) {
                    best[row] = column;
                }
            }
        }
        return best;
    }

    /** float32, little-endian, in row-major order: the form in which embeddings are sent. */
    public ByteBuffer toLittleEndian() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}

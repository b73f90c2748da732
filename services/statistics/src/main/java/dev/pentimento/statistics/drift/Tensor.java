package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;

/**
 * A named array on its way into a file or out of it.
 *
 * @param shape its sizes; none for a single number
 * @param values row after row; to be stored as float64, since edges and weights must come back bit for bit
 */
public record Tensor(int[] shape, double[] values) {
    public Tensor {
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != values.length) {
            throw new IllegalArgumentException("a tensor of " + size + " values cannot hold " + values.length);
        }
    }

    static Tensor vector(double[] values) {
        return new Tensor(new int[] {values.length}, values);
    }

    static Tensor vector(float[] values) {
        return vector(widened(values));
    }

    static Tensor matrix(int columns, float[][] rows) {
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(widened(rows[i]), 0, values, i * columns, columns);
        }
        return new Tensor(new int[] {rows.length, columns}, values);
    }

    static Tensor matrix(FloatMatrix matrix) {
        return new Tensor(new int[] {matrix.rows(), matrix.columns()}, widened(matrix.values()));
    }

    static Tensor matrix(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return new Tensor(new int[] {rows.length, columns}, values);
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    float[] floats() {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** @throws IllegalArgumentException if its rows are not so long */
    FloatMatrix floatMatrix(int columns) {
        if (shape.length != 2 || shape[1] != columns) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " where rows of " + columns + " were expected");
        }
        return new FloatMatrix(shape[0], columns, floats());
    }

    float[][] floatRows() {
        float[] narrow = floats();
        float[][] rows = new float[shape[0]][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(narrow, i * shape[1], (i + 1) * shape[1]);
        }
        return rows;
    }

    double[][] rows() {
        double[][] rows = new double[shape[0]][shape[1]];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * shape[1], rows[i], 0, shape[1]);
        }
        return rows;
    }
}

package dev.pentimento.tensors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Arrays by name, to be written to a file or read from one. All are stored as float64, so that float32 and float64
 * values are restored bit for bit. If a tensor is missing or has the wrong shape, the error gives its name.
 */
public final class NamedTensors {
    private final Map<String, Tensor> tensors;

    public NamedTensors() {
        this(Map.of());
    }

    public NamedTensors(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** All tensors, in the order in which they were added. */
    public Map<String, Tensor> all() {
        return new LinkedHashMap<>(tensors);
    }

    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /** Adds values of the given shape, in row-major order. */
    public void put(String name, double[] values, long... shape) {
        tensors.put(name, Tensor.ofDoubles(values, shape));
    }

    public void putVector(String name, double... values) {
        put(name, values, values.length);
    }

    public void putVector(String name, float[] values) {
        putVector(name, Floats.widened(values));
    }

    public void putMatrix(String name, FloatMatrix matrix) {
        put(name, Floats.widened(matrix.values()), matrix.rows(), matrix.columns());
    }

    /** @param columns length of each row; given separately, since there may be no row */
    public void putMatrix(String name, int columns, float[][] rows) {
        float[] values = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        putMatrix(name, new FloatMatrix(rows.length, columns, values));
    }

    public void putMatrix(String name, double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] values = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        put(name, values, rows.length, columns);
    }

    /** @throws IllegalArgumentException if there is none of this name, or not of one axis */
    public double[] vector(String name) {
        return ofAxes(name, 1).doubles();
    }

    /**
     * @return values in row-major order
     * @throws IllegalArgumentException if there is none of this name, or of another shape
     */
    public double[] values(String name, long... shape) {
        Tensor tensor = tensor(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                    + ", expected " + Arrays.toString(shape));
        }
        return tensor.doubles();
    }

    /** The only value of a vector of length one. */
    public double value(String name) {
        return values(name, 1)[0];
    }

    /** @throws IllegalArgumentException if there is none of this name, or not of one axis */
    public float[] floatVector(String name) {
        return Floats.of(vector(name));
    }

    /** @throws IllegalArgumentException if there is none of this name, or not of two axes */
    public float[][] floatRows(String name) {
        Tensor tensor = ofAxes(name, 2);
        long[] shape = tensor.shape();
        return floatRows(name, (int) shape[0], (int) shape[1]);
    }

    /** @throws IllegalArgumentException if there is none of this name, or of another shape */
    public float[][] floatRows(String name, int rows, int columns) {
        float[] values = Floats.of(values(name, rows, columns));
        float[][] result = new float[rows][];
        for (int i = 0; i < rows; i++) {
            result[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return result;
    }

    /** @throws IllegalArgumentException if there is none of this name, or of another shape */
    public double[][] rows(String name, int rows, int columns) {
        double[] values = values(name, rows, columns);
        double[][] result = new double[rows][];
        for (int i = 0; i < rows; i++) {
            result[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return result;
    }

    /**
     * @return any number of rows
     * @throws IllegalArgumentException if there is none of this name, or its rows have another length
     */
    public FloatMatrix matrix(String name, int columns) {
        int rows = (int) ofAxes(name, 2).shape()[0];
        return new FloatMatrix(rows, columns, Floats.of(values(name, rows, columns)));
    }

    private Tensor ofAxes(String name, int axes) {
        Tensor tensor = tensor(name);
        if (tensor.shape().length != axes) {
            throw new IllegalArgumentException("tensor " + name + " has shape " + Arrays.toString(tensor.shape())
                    + ", expected " + axes + (axes == 1 ? " axis" : " axes"));
        }
        return tensor;
    }

    private Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return tensor;
    }
}

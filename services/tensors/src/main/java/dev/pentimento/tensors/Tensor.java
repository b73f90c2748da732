package dev.pentimento.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A dense tensor outside the engine, as stored in a file: values in row-major order, little-endian.
 *
 * @param shape sizes of the axes; without axes, a single value
 */
public record Tensor(Kind kind, long[] shape, ByteBuffer data) {

    /** The supported types, with their names in a safetensors header. */
    public enum Kind {
        F64(Double.BYTES),
        I64(Long.BYTES),
        F32(Float.BYTES);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of one value. */
        public int bytes() {
            return bytes;
        }
    }

    /** @throws IllegalArgumentException if the length of the data does not match kind and shape */
    public Tensor {
        shape = shape.clone();
        data = data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes(kind, shape) != data.remaining()) {
            throw new IllegalArgumentException("a tensor of " + kind + Arrays.toString(shape) + " takes "
                    + bytes(kind, shape) + " bytes, not " + data.remaining());
        }
    }

    public static Tensor ofFloats(float[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Float.BYTES);
        data.asFloatBuffer().put(values);
        return new Tensor(Kind.F32, shape, data);
    }

    public static Tensor ofDoubles(double[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Double.BYTES);
        data.asDoubleBuffer().put(values);
        return new Tensor(Kind.F64, shape, data);
    }

    public static Tensor ofLongs(long[] values, long... shape) {
        ByteBuffer data = allocate(values.length, Long.BYTES);
        data.asLongBuffer().put(values);
        return new Tensor(Kind.I64, shape, data);
    }

    /** A copy of the values. */
    public float[] floats() {
        require(Kind.F32);
        float[] values = new float[data.remaining() / Float.BYTES];
        data().asFloatBuffer().get(values);
        return values;
    }

    /** A copy of the values. */
    public double[] doubles() {
        require(Kind.F64);
        double[] values = new double[data.remaining() / Double.BYTES];
        data().asDoubleBuffer().get(values);
        return values;
    }

    /** A copy of the values. */
    public long[] longs() {
        require(Kind.I64);
        long[] values = new long[data.remaining() / Long.BYTES];
        data().asLongBuffer().get(values);
        return values;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** The bytes of the values, read-only, little-endian. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && kind == tensor.kind
                && Arrays.equals(shape, tensor.shape)
                && data.equals(tensor.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape) * 31 + data.hashCode();
    }

    @Override
    public String toString() {
        return kind + Arrays.toString(shape);
    }

    /** @throws ArithmeticException if the number does not fit in a long */
    public static long bytes(Kind kind, long[] shape) {
        long bytes = kind.bytes;
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return bytes;
    }

    private void require(Kind wanted) {
        if (kind != wanted) {
            throw new IllegalStateException("a tensor of " + kind + " does not contain " + wanted);
        }
    }

    private static ByteBuffer allocate(int values, int bytes) {
        return ByteBuffer.allocate(Math.multiplyExact(values, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}

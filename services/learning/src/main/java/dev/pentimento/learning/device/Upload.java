package dev.pentimento.learning.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies Java's values through one direct buffer per thread into the engine's own memory. By default the engine's
 * binding allocates a direct buffer for each call, which only a garbage collection frees, and computes on that buffer.
 * Matrix products round differently at differently aligned addresses, so the same seed would not always give the same
 * bytes.
 *
 * <p>Scalar operands must use {@link #scalar} for a more serious reason. {@code array.mul(2)} wraps the number in a
 * direct buffer that the engine's binding releases at once, while the recorded graph still points at it. A garbage
 * collection between forward and backward pass then frees the memory, and the gradient is computed from arbitrary
 * bytes.
 */
public final class Upload {
    private static final int FIRST_BYTES = 1 << 16;
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(FIRST_BYTES));

    private Upload() {}

    /** A float32 tensor without dimensions that belongs to the manager of {@code like}. */
    public static NDArray scalar(NDArray like, double value) {
        return create(like.getManager(), new float[] {(float) value}, new Shape());
    }

    /** The matrix as a float32 tensor that belongs to {@code manager}. */
    public static NDArray matrix(NDManager manager, FloatMatrix matrix) {
        return create(manager, matrix.values(), new Shape(matrix.rows(), matrix.columns()));
    }

    /** A float32 tensor that belongs to {@code manager}. */
    public static NDArray create(NDManager manager, float[] values, Shape shape) {
        int bytes = Math.multiplyExact(values.length, Float.BYTES);
        ByteBuffer buffer = BUFFER.get();
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(bytes);
            BUFFER.set(buffer);
        }
        ByteBuffer part = buffer.slice(0, bytes).order(ByteOrder.nativeOrder());
        part.asFloatBuffer().put(values);
        try (NDArray view = manager.create(part, shape, DataType.FLOAT32)) {
            return view.duplicate();
        }
    }
}

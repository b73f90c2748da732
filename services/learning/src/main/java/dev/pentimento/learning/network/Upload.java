package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Hands Java's values to the engine: through one direct buffer per thread into memory of the engine's own. Left to itself
 * the engine's binding allocates a direct buffer for each call, which only a garbage collection gives back, and computes
 * on it where it lies; matrix products round differently at differently aligned addresses, and then the same seed would
 * not always give the same bytes.
 *
 * <p>Numbers as operands go through {@link #scalar} for a graver reason. {@code array.mul(2)} wraps the number in a direct
 * buffer that the engine's binding lets go at once, while the recorded graph still points at it: a garbage collection
 * between forward and backward pass frees the memory, and the gradient is computed with whatever lies there then.
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

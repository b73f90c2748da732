package dev.pentimento.learning.device;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.ByteOrder;

/**
 * Copies Java's values straight into memory that the engine allocated. By default the engine's binding allocates a
 * direct buffer for each call, which only a garbage collection frees, and computes on that buffer. Matrix products round
 * differently at differently aligned addresses, so the same seed would not always give the same bytes.
 *
 * <p>Scalar operands must use {@link #scalar} for a more serious reason. {@code array.mul(2)} wraps the number in a
 * direct buffer that the engine's binding releases at once, while the recorded graph still points at it. A garbage
 * collection between forward and backward pass then frees the memory, and the gradient is computed from arbitrary
 * bytes.
 */
public final class Upload {
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
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(values.length + " values do not fill " + shape);
        }
        return create(manager, values, 0, shape);
    }

    /** A float32 tensor of the values from index {@code from} on, as many as fill {@code shape}. */
    public static NDArray create(NDManager manager, float[] values, int from, Shape shape) {
        return manager.getDevice().isGpu() ? onGpu(manager, values, from, shape) : onCpu(manager, values, from, shape);
    }

    private static NDArray onGpu(NDManager manager, float[] values, int from, Shape shape) {
        try (NDManager host = manager.newSubManager(Device.cpu())) {
            NDArray copy = onCpu(host, values, from, shape).toDevice(manager.getDevice(), false);
            copy.attach(manager);
            return copy;
        }
    }

    private static NDArray onCpu(NDManager manager, float[] values, int from, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        int size = Math.toIntExact(shape.size());
        if (size > 0) {
            // A view of the tensor's own memory: it is contiguous, and on the processor.
            array.toByteBuffer(true)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .put(values, from, size);
        }
        return array;
    }
}

package dev.pentimento.learning.inference;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.Architecture;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.tensors.FloatMatrix;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A loaded network's forward pass over rows, for any kind of network.
 *
 * @param name name for errors: the network's role and the first digits of its file's hash
 * @param architecture null for TorchScript
 * @param scratch creates native memory for one call, which the caller must close
 * @param pass maps any shape that begins with n to n×columns, in the input's manager
 * @param closing frees the network
 */
record Forward(
        String name,
        @Nullable Architecture architecture,
        Supplier<NDManager> scratch,
        UnaryOperator<NDArray> pass,
        Runnable closing)
        implements AutoCloseable {
    /**
     * Rows that are computed together on the processor, in bytes. The layers' results are about ten times as large; these
     * still fit the caches, and the memory allocator keeps them instead of returning them to the system.
     */
    private static final int CHUNK_BYTES = 1 << 19;

    /** Some layers prepare their weights in each pass. */
    private static final int FEWEST = 2;

    /** A network in Pentimento's own format. Its weights need no gradients, so the engine records none. Input and result are float32. */
    static Forward of(String name, Network network, Precision precision) {
        network.fold();
        network.weights().convertTo(precision);
        return new Forward(
                name,
                network.architecture(),
                network.weights()::newScratch,
                input -> Precision.FLOAT32.convert(network.forward(precision.convert(input), Pass.INFERENCE)),
                network::close);
    }

    /** The same network with another pass; closing either closes both. */
    Forward with(UnaryOperator<NDArray> otherPass) {
        return new Forward(name, architecture, scratch, otherPass, closing);
    }

    @Override
    public void close() {
        closing.run();
    }

    /**
     * Copies from Java to the engine, runs the forward pass and copies back; all native memory is freed. On the processor,
     * many or large rows take several passes.
     *
     * @param rowShape shape of one row's tensor
     * @param columns number of columns of the result
     * @throws FailedPassException if the engine fails
     */
    FloatMatrix run(FloatMatrix rows, Shape rowShape, int columns) {
        if (rows.rows() == 0) {
            return new FloatMatrix(0, columns, new float[0]);
        }
        return named(name, () -> {
            float[] values = new float[Math.multiplyExact(rows.rows(), columns)];
            for (int from = 0, to; from < rows.rows(); from = to) {
                try (NDManager manager = scratch.get()) {
                    to = Math.min(rows.rows(), from + chunk(manager.getDevice(), rows.columns()));
                    Shape shape = new Shape(to - from).addAll(rowShape);
                    NDArray input = Upload.create(manager, rows.values(), from * rows.columns(), shape);
                    float[] part = values(pass.apply(input), to - from, columns);
                    System.arraycopy(part, 0, values, from * columns, part.length);
                }
            }
            return OutputChecks.finite(name, new FloatMatrix(rows.rows(), columns, values));
        });
    }

    /** A GPU computes best as many rows as fit its memory, which is the caller's to know. */
    private static int chunk(Device device, int valuesOfARow) {
        return device.isGpu() ? Integer.MAX_VALUE / 2 : Math.max(FEWEST, CHUNK_BYTES / (valuesOfARow * Float.BYTES));
    }

    /** A device reports some failures only when the result is copied. */
    static <T> T named(String network, Supplier<T> work) {
        try {
            return work.get();
        } catch (EngineException e) {
            throw new FailedPassException(network, e);
        }
    }

    /** A checked copy of a result. */
    FloatMatrix matrix(NDArray result, int rows, int columns) {
        return OutputChecks.finite(name, new FloatMatrix(rows, columns, values(result, rows, columns)));
    }

    private float[] values(NDArray result, int rows, int columns) {
        if (!result.getShape().equals(new Shape(rows, columns))) {
            throw new UnusableOutputException(
                    name + " gave " + result.getShape() + ", expected " + new Shape(rows, columns));
        }
        return result.toFloatArray();
    }
}

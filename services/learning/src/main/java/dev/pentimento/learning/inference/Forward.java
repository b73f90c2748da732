package dev.pentimento.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.statistics.FloatMatrix;

/** A loaded network's forward pass over rows, whatever it is made of. */
interface Forward extends AutoCloseable {
    /** How errors call it: what it is and the first digits of its file's hash. */
    String name();

    /** Native memory for one call, to be closed by the caller. */
    NDManager newScratch();

    /** Any shape that begins with n → n×columns, in {@code input}'s manager. */
    NDArray apply(NDArray input);

    @Override
    void close();

    /**
     * Java to engine, forward, and back, all native memory freed.
     *
     * @param rowShape shape of one row's tensor
     * @param columns of the result
     */
    default FloatMatrix run(FloatMatrix rows, Shape rowShape, int columns) {
        if (rows.rows() == 0) {
            return new FloatMatrix(0, columns, new float[0]);
        }
        try (NDManager scratch = newScratch()) {
            NDArray input = Upload.create(scratch, rows.values(), new Shape(rows.rows()).addAll(rowShape));
            return matrix(apply(input), rows.rows(), columns);
        }
    }

    /** A checked copy of a result. */
    default FloatMatrix matrix(NDArray result, int rows, int columns) {
        if (!result.getShape().equals(new Shape(rows, columns))) {
            throw new UnusableOutputException(
                    name() + " gave " + result.getShape() + ", expected " + new Shape(rows, columns));
        }
        return Checks.finite(name(), new FloatMatrix(rows, columns, result.toFloatArray()));
    }
}

package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.file.UnusableFileException;
import java.util.Optional;

/** A network that was made with another tool, loaded for inference. It lies in native memory, which {@link #close()} frees. */
public interface ImportedModule extends AutoCloseable {

    /** Memory for one call; the caller must close it. */
    NDManager newScratch();

    /**
     * One forward pass.
     *
     * @param input n rows, float32
     * @return n×d, float32, in {@code input}'s manager; more axes if the network gives them
     * @throws ai.djl.engine.EngineException if the network fails
     * @throws UnusableFileException if it does not return one array of floating-point numbers
     */
    NDArray forward(NDArray input);

    /** Shape of one row of its input, as its file says: -1 stands for any size. Empty if the file does not say. */
    Optional<Shape> row();

    /** The number of rows that its file fixes for a pass; 0 if any number passes at once, or if the file does not say. */
    int rowsOfAPass();

    @Override
    void close();

    /** The answer as float32, and n×d×1×1 as n×d: many networks give one value per channel in this form. */
    static NDArray rows(NDArray answer) {
        if (!answer.getDataType().isFloating()) {
            throw new UnusableFileException("it returns numbers of the type "
                    + answer.getDataType().name().toLowerCase(java.util.Locale.ROOT)
                    + ", such as a class's number; a logit, a probability or an embedding is needed");
        }
        NDArray values = answer.toType(DataType.FLOAT32, false);
        Shape shape = values.getShape();
        return shape.dimension() > 2 && shape.slice(2).size() == 1
                ? values.reshape(shape.get(0), shape.get(1))
                : values;
    }
}

package dev.pentimento.learning.network.layer;

import dev.pentimento.tensors.Floats;
import java.util.random.RandomGenerator;

/** The initial values of a tensor. */
@FunctionalInterface
public interface InitialValues {
    InitialValues ZERO = (size, random) -> new float[size];
    InitialValues ONE = (size, random) -> Floats.filled(size, 1);

    float[] values(int size, RandomGenerator random);

    /** Uniform in ±1/√(inputs of one unit), as in PyTorch's dense and convolutional layers. */
    static InitialValues uniform(int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return (size, random) -> {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
            return values;
        };
    }

    /** The identity matrix of this many rows. */
    static InitialValues identity(int rows) {
        return (size, random) -> {
            float[] values = new float[size];
            for (int i = 0; i < rows; i++) {
                values[i * rows + i] = 1;
            }
            return values;
        };
    }
}

package dev.pentimento.learning.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The values that a tensor starts from. */
@FunctionalInterface
public interface Initial {
    Initial ZERO = (size, random) -> new float[size];
    Initial ONE = (size, random) -> {
        float[] values = new float[size];
        Arrays.fill(values, 1);
        return values;
    };

    float[] values(int size, RandomGenerator random);

    /** Uniform in ±1/√(inputs of one unit), what PyTorch gives dense and convolutional layers. */
    static Initial uniform(int fanIn) {
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
    static Initial identity(int rows) {
        return (size, random) -> {
            float[] values = new float[size];
            for (int i = 0; i < rows; i++) {
                values[i * rows + i] = 1;
            }
            return values;
        };
    }
}

package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/** For tests elsewhere. */
public final class Gradients {
    private Gradients() {}

    /** Computes a loss and leaves its gradients with what wants them. */
    public static double backward(Supplier<NDArray> loss) {
        return GradientDescent.backward(loss);
    }
}

package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A differentiable step of a network. Its tensors are stored separately, in {@link Weights}. */
@FunctionalInterface
public interface Layer {
    default List<TensorSpec> tensors() {
        return List.of();
    }

    /** The result belongs to {@code input}'s manager. */
    NDArray apply(NDArray input, Weights weights, Pass pass);
}

package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A differentiable step of a network. Its tensors live outside, in {@link Weights}. */
public interface Layer {
    List<TensorSpec> tensors();

    /** The result belongs to {@code input}'s manager. */
    NDArray apply(NDArray input, Weights weights, Pass pass);
}

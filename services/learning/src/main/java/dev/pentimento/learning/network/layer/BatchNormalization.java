package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;

/** Normalises each feature (axis 1) over the batch (Ioffe and Szegedy 2015), with PyTorch's momentum and epsilon. */
public record BatchNormalization(String name, int features) implements Layer {
    /** The share of the old running statistics that is kept. */
    private static final float KEPT = 0.9f;

    private static final float EPSILON = 1e-5f;

    @Override
    public List<TensorSpec> tensors() {
        return List.of(
                TensorSpec.learned(name + ".weight", InitialValues.ONE, features),
                TensorSpec.learned(name + ".bias", InitialValues.ZERO, features),
                TensorSpec.fixed(name + ".running_mean", InitialValues.ZERO, features),
                TensorSpec.fixed(name + ".running_var", InitialValues.ONE, features));
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        return BatchNorm.batchNorm(
                        input,
                        weights.get(name + ".running_mean"),
                        weights.get(name + ".running_var"),
                        weights.get(name + ".weight"),
                        weights.get(name + ".bias"),
                        -1,
                        KEPT,
                        EPSILON,
                        pass.batchStatistics())
                .singletonOrThrow();
    }
}

package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.List;

/** n×inputs → n×outputs: x·Wᵀ + b. */
public record Dense(String name, int inputs, int outputs, InitialValues weight, InitialValues bias) implements Affine {

    public static Dense of(String name, int inputs, int outputs) {
        return new Dense(name, inputs, outputs, InitialValues.uniform(inputs), InitialValues.uniform(inputs));
    }

    public static Dense startingAtZero(String name, int inputs, int outputs) {
        return new Dense(name, inputs, outputs, InitialValues.ZERO, InitialValues.ZERO);
    }

    @Override
    public List<TensorSpec> tensors() {
        return List.of(
                TensorSpec.learned(name + ".weight", weight, outputs, inputs),
                TensorSpec.learned(name + ".bias", bias, outputs));
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        return Linear.linear(input, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }
}

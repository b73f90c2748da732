package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.List;

/** n×inputs → n×outputs: x·Wᵀ + b. */
record Dense(String name, int inputs, int outputs, Initial weight, Initial bias) implements Layer {

    static Dense of(String name, int inputs, int outputs) {
        return new Dense(name, inputs, outputs, Initial.uniform(inputs), Initial.uniform(inputs));
    }

    static Dense startingAtZero(String name, int inputs, int outputs) {
        return new Dense(name, inputs, outputs, Initial.ZERO, Initial.ZERO);
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

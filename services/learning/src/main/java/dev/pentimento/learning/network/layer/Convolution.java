package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/** 3×3 convolution with padding 1: n×inputs×h×w → n×outputs×⌈h/stride⌉×⌈w/stride⌉. */
public record Convolution(String name, int inputs, int outputs, int stride) implements Affine {
    private static final int KERNEL = 3;

    @Override
    public List<TensorSpec> tensors() {
        InitialValues initial = InitialValues.uniform(inputs * KERNEL * KERNEL);
        return List.of(
                TensorSpec.learned(name + ".weight", initial, outputs, inputs, KERNEL, KERNEL),
                TensorSpec.learned(name + ".bias", initial, outputs));
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        return Conv2d.conv2d(
                        input,
                        weights.get(name + ".weight"),
                        weights.get(name + ".bias"),
                        new Shape(stride, stride),
                        new Shape(1, 1),
                        new Shape(1, 1))
                .singletonOrThrow();
    }
}

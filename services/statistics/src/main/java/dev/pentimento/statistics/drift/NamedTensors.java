package dev.pentimento.statistics.drift;

import java.util.Arrays;
import java.util.Map;

/** Tensors by name, where a missing or misshapen one is said by name. */
record NamedTensors(Map<String, Tensor> tensors) {
    Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the drift reference has no tensor " + name);
        }
        return tensor;
    }

    Tensor get(String name, int... shape) {
        Tensor tensor = get(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("tensor " + name + " of the drift reference has shape "
                    + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape));
        }
        return tensor;
    }
}

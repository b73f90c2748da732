package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.types.Shape;

/**
 * One float32 tensor that an architecture needs.
 *
 * @param learned whether gradient descent changes it; other tensors are statistics or constants
 */
public record TensorSpec(String name, Shape shape, InitialValues initial, boolean learned) {

    static TensorSpec learned(String name, InitialValues initial, long... shape) {
        return new TensorSpec(name, new Shape(shape), initial, true);
    }

    public static TensorSpec fixed(String name, InitialValues initial, long... shape) {
        return new TensorSpec(name, new Shape(shape), initial, false);
    }
}

package dev.pentimento.learning.network;

import ai.djl.ndarray.types.Shape;

/**
 * One float32 tensor that an architecture needs.
 *
 * @param learned whether gradient descent changes it; what is not learned is a statistic or a constant
 */
public record TensorSpec(String name, Shape shape, Initial initial, boolean learned) {

    static TensorSpec learned(String name, Initial initial, long... shape) {
        return new TensorSpec(name, new Shape(shape), initial, true);
    }

    static TensorSpec fixed(String name, Initial initial, long... shape) {
        return new TensorSpec(name, new Shape(shape), initial, false);
    }
}

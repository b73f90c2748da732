package dev.pentimento.learning.network.layer;

/** A layer with the tensors {@code name.weight}, whose first axis is that of the outputs, and {@code name.bias}. */
sealed interface Affine extends Layer permits Convolution, Dense {
    String name();
}

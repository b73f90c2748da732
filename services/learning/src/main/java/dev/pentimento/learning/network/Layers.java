package dev.pentimento.learning.network;

/** Layers for what exists only during training. */
public final class Layers {
    private Layers() {}

    /** n×inputs → n×outputs, with PyTorch's initial values. */
    public static Layer dense(String name, int inputs, int outputs) {
        return Dense.of(name, inputs, outputs);
    }
}

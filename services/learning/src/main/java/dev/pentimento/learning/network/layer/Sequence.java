package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Layers one after another. */
public record Sequence(List<Layer> layers) implements Layer {

    public Sequence {
        layers = List.copyOf(layers);
    }

    public static Sequence of(Layer... layers) {
        return new Sequence(List.of(layers));
    }

    @Override
    public List<TensorSpec> tensors() {
        return layers.stream().flatMap(layer -> layer.tensors().stream()).toList();
    }

    /**
     * Folds each BatchNorm that follows a convolutional or dense layer into that layer's tensors. The passes over these
     * weights then skip it. For inference only.
     */
    public void fold(Weights weights) {
        for (int i = 1; i < layers.size(); i++) {
            if (layers.get(i) instanceof BatchNormalization norm && layers.get(i - 1) instanceof Affine affine) {
                norm.foldInto(affine, weights);
            }
        }
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        NDArray value = input;
        for (Layer layer : layers) {
            value = layer.apply(value, weights, pass);
        }
        return value;
    }
}

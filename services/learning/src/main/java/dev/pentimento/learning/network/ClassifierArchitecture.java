package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.List;

/** Converts embeddings to logits: n×dimensions → n×classes, in two parts with φ between them. */
public sealed interface ClassifierArchitecture extends Architecture permits MlpClassifier, ThesisClassifier {
    int dimensions();

    int classes();

    /** n×dimensions → n×features: φ, the space in which the recipe's contrastive term compares. */
    Sequence penultimate();

    /** φ → logits. */
    Layer output();

    @Override
    default List<TensorSpec> tensors() {
        return new Sequence(List.of(penultimate(), output())).tensors();
    }

    @Override
    default Sequence foldable() {
        return penultimate();
    }

    @Override
    default NDArray forward(NDArray embeddings, Weights weights, Pass pass) {
        return output().apply(penultimate().apply(embeddings, weights, pass), weights, pass);
    }

    static void requireClasses(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("a classifier needs at least two classes: " + classes);
        }
    }
}

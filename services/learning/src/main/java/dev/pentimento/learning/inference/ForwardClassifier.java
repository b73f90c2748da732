package dev.pentimento.learning.inference;

import ai.djl.ndarray.types.Shape;
import dev.pentimento.statistics.FloatMatrix;

record ForwardClassifier(Forward forward, int dimensions, int classes) implements Classifier {

    @Override
    public FloatMatrix logits(FloatMatrix embeddings) {
        return forward.run(Checks.columns("embeddings", embeddings, dimensions), new Shape(dimensions), classes);
    }

    @Override
    public void close() {
        forward.close();
    }
}

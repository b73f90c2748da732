package dev.pentimento.learning.inference;

import ai.djl.ndarray.types.Shape;
import dev.pentimento.tensors.FloatMatrix;

record ForwardClassifier(Forward forward, int dimensions, int classes) implements Classifier {

    @Override
    public FloatMatrix logits(FloatMatrix embeddings) {
        return forward.run(OutputChecks.columns("embeddings", embeddings, dimensions), new Shape(dimensions), classes);
    }

    @Override
    public void close() {
        forward.close();
    }
}

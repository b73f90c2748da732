package dev.pentimento.learning.inference;

import ai.djl.ndarray.types.Shape;
import dev.pentimento.tensors.FloatMatrix;

record ForwardCorrection(Forward forward, int dimensions) implements Correction {

    @Override
    public FloatMatrix correct(FloatMatrix embeddings) {
        return forward.run(
                OutputChecks.columns("embeddings", embeddings, dimensions), new Shape(dimensions), dimensions);
    }

    @Override
    public void close() {
        forward.close();
    }
}

package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

record IdentityCorrection(int dimensions) implements Correction {

    @Override
    public FloatMatrix correct(FloatMatrix embeddings) {
        return OutputChecks.columns("embeddings", embeddings, dimensions);
    }

    @Override
    public void close() {}
}

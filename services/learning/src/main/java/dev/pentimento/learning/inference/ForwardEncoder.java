package dev.pentimento.learning.inference;

import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;

record ForwardEncoder(Forward forward, ImageShape input, Shape row, int dimensions) implements Encoder {

    @Override
    public FloatMatrix embed(FloatMatrix images) {
        return forward.run(OutputChecks.columns("images", images, input.size()), row, dimensions);
    }

    @Override
    public void close() {
        forward.close();
    }
}

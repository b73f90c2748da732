package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sets each value to zero with probability {@code rate} and scales the others up (Srivastava et al. 2014). */
record Dropout(float rate) implements Layer {

    @Override
    public List<TensorSpec> tensors() {
        return List.of();
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        RandomGenerator random = pass.dropout();
        if (random == null || rate == 0) {
            return input;
        }
        float[] mask = new float[Math.toIntExact(input.size())];
        float kept = 1 / (1 - rate);
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextFloat() < rate ? 0 : kept;
        }
        return input.mul(Upload.create(input.getManager(), mask, input.getShape()));
    }
}

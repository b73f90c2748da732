package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.device.Upload;
import java.util.random.RandomGenerator;

/** Sets each value to zero with probability {@code rate} and scales the others up (Srivastava et al. 2014). */
public record Dropout(float rate) implements Layer {

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

package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.List;

/** Exponential moving average of weights under training (Polyak and Juditsky 1992, in its exponential form). */
record MovingAverage(List<TensorSpec> specs, Weights weights, Weights average) {
    private static final float KEPT = 0.98f;

    /** @param weights views, without gradients, of the weights in training */
    void follow() {
        try (NDManager scratch = weights.newScratch()) {
            NDArray kept = Upload.create(scratch, new float[] {KEPT}, new Shape());
            NDArray added = Upload.create(scratch, new float[] {1 - KEPT}, new Shape());
            for (TensorSpec spec : specs) {
                if (spec.learned()) {
                    NDArray share = weights.get(spec.name()).mul(added);
                    share.attach(scratch);
                    average.get(spec.name()).muli(kept).addi(share);
                }
            }
        }
    }
}

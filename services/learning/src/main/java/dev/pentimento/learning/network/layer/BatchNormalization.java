package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;

/** Normalises each feature (axis 1) over the batch (Ioffe and Szegedy 2015), with PyTorch's momentum and epsilon. */
public record BatchNormalization(String name, int features) implements Layer {
    /** The share of the old running statistics that is kept. */
    private static final float KEPT = 0.9f;

    private static final float EPSILON = 1e-5f;

    @Override
    public List<TensorSpec> tensors() {
        return List.of(
                TensorSpec.learned(name + ".weight", InitialValues.ONE, features),
                TensorSpec.learned(name + ".bias", InitialValues.ZERO, features),
                TensorSpec.fixed(name + ".running_mean", InitialValues.ZERO, features),
                TensorSpec.fixed(name + ".running_var", InitialValues.ONE, features));
    }

    @Override
    public NDArray apply(NDArray input, Weights weights, Pass pass) {
        if (weights.isFolded(name)) {
            return input;
        }
        return BatchNorm.batchNorm(
                        input,
                        weights.get(name + ".running_mean"),
                        weights.get(name + ".running_var"),
                        weights.get(name + ".weight"),
                        weights.get(name + ".bias"),
                        -1,
                        KEPT,
                        EPSILON,
                        pass.batchStatistics())
                .singletonOrThrow();
    }

    /**
     * Multiplies the running statistics into the layer before this one, after which {@link #apply} returns its input. The
     * result in evaluation mode is the same but for rounding. For inference only.
     */
    void foldInto(Affine before, Weights weights) {
        float[] gain = weights.get(name + ".weight").toFloatArray();
        float[] shift = weights.get(name + ".bias").toFloatArray();
        float[] mean = weights.get(name + ".running_mean").toFloatArray();
        float[] variance = weights.get(name + ".running_var").toFloatArray();
        float[] weight = weights.get(before.name() + ".weight").toFloatArray();
        float[] bias = weights.get(before.name() + ".bias").toFloatArray();
        int inputs = weight.length / features;
        for (int output = 0; output < features; output++) {
            double scale = gain[output] / Math.sqrt(variance[output] + (double) EPSILON);
            for (int i = output * inputs; i < (output + 1) * inputs; i++) {
                weight[i] = (float) (weight[i] * scale);
            }
            bias[output] = (float) ((bias[output] - mean[output]) * scale + shift[output]);
        }
        weights.set(before.name() + ".weight", weight);
        weights.set(before.name() + ".bias", bias);
        weights.markFolded(name);
    }
}

package dev.pentimento.learning.network.layer;

import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/** Layers without tensors. */
public final class Reshaping {
    private static final float SLOPE = 0.1f;

    /** Keras's default. */
    private static final float THESIS_SLOPE = 0.3f;

    private static final float SHORTEST = 1e-12f;

    private Reshaping() {}

    public static final Layer LEAKY_RELU = (input, weights, pass) -> Activation.leakyRelu(input, SLOPE);
    public static final Layer THESIS_LEAKY_RELU = (input, weights, pass) -> Activation.leakyRelu(input, THESIS_SLOPE);

    /** n×d, each row scaled to length one; a row of zeros is not changed. */
    public static final Layer UNIT_LENGTH = (input, weights, pass) ->
            input.div(input.square().sum(new int[] {1}, true).add(SHORTEST).sqrt());

    public static final Layer SIGMOID = (input, weights, pass) -> Activation.sigmoid(input);
    public static final Layer FLATTEN = (input, weights, pass) -> {
        long rows = input.getShape().get(0);
        return input.reshape(new Shape(rows, input.size() / rows));
    };

    /** n×(c·h·w) → n×c×h×w. */
    public static Layer toImages(int channels, int height, int width) {
        return (input, weights, pass) ->
                input.reshape(new Shape(input.getShape().get(0), channels, height, width));
    }

    /**
     * n×4c×h×w → n×c×2h×2w: each group of four channels becomes 2×2 pixels (Shi et al. 2016, sub-pixel convolution);
     * the engine's bindings have no transposed convolution. Then the last row or column is removed if the target size
     * is odd.
     */
    public static Layer doubled(int height, int width) {
        return (input, weights, pass) -> {
            long[] shape = input.getShape().getShape();
            return input.reshape(new Shape(shape[0], shape[1] / 4, 2, 2, shape[2], shape[3]))
                    .transpose(0, 1, 4, 2, 5, 3)
                    .reshape(new Shape(shape[0], shape[1] / 4, 2 * shape[2], 2 * shape[3]))
                    .get(new NDIndex(":, :, :{}, :{}", height, width));
        };
    }
}

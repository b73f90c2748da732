package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;

/** Steps without tensors. */
final class Reshaping {
    private static final float SLOPE = 0.1f;

    /** What Keras has where nothing is said. */
    private static final float THESIS_SLOPE = 0.3f;

    private static final float SHORTEST = 1e-12f;

    private Reshaping() {}

    static final Layer LEAKY_RELU = new Fixed(input -> Activation.leakyRelu(input, SLOPE));
    static final Layer THESIS_LEAKY_RELU = new Fixed(input -> Activation.leakyRelu(input, THESIS_SLOPE));

    /** n×d, each row scaled to length one; a row of zeros stays what it is. */
    static final Layer UNIT_LENGTH = new Fixed(input ->
            input.div(input.square().sum(new int[] {1}, true).add(SHORTEST).sqrt()));

    static final Layer SIGMOID = new Fixed(Activation::sigmoid);
    static final Layer FLATTEN = new Fixed(input -> {
        long rows = input.getShape().get(0);
        return input.reshape(new Shape(rows, input.size() / rows));
    });

    /** n×(c·h·w) → n×c×h×w. */
    static Layer toImages(int channels, int height, int width) {
        return new Fixed(input -> input.reshape(new Shape(input.getShape().get(0), channels, height, width)));
    }

    /**
     * n×4c×h×w → n×c×2h×2w: each group of four channels becomes 2×2 pixels (Shi et al. 2016, sub-pixel convolution);
     * the engine's bindings have no transposed convolution. Then the last row or column is cut where the target is odd.
     */
    static Layer doubled(int height, int width) {
        return new Fixed(input -> {
            long[] shape = input.getShape().getShape();
            return input.reshape(new Shape(shape[0], shape[1] / 4, 2, 2, shape[2], shape[3]))
                    .transpose(0, 1, 4, 2, 5, 3)
                    .reshape(new Shape(shape[0], shape[1] / 4, 2 * shape[2], 2 * shape[3]))
                    .get(new NDIndex(":, :, :{}, :{}", height, width));
        });
    }

    @FunctionalInterface
    private interface Step {
        NDArray apply(NDArray input);
    }

    private record Fixed(Step step) implements Layer {
        @Override
        public List<TensorSpec> tensors() {
            return List.of();
        }

        @Override
        public NDArray apply(NDArray input, Weights weights, Pass pass) {
            return step.apply(input);
        }
    }
}

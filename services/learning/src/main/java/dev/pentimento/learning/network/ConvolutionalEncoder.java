package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.layer.BatchNormalization;
import dev.pentimento.learning.network.layer.Convolution;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The deterministic half of a convolutional variational autoencoder: n×(c·h·w) pixels in 0..1 → n×dimensions, the mean
 * of the code. 3×3 convolutions of stride 2, each with BatchNorm and LeakyReLU, then a dense layer.
 *
 * @param channels number of channels of each convolution; each one halves height and width
 */
public record ConvolutionalEncoder(ImageShape input, List<Integer> channels, int dimensions)
        implements EncoderArchitecture {
    private static final List<Integer> CHANNELS = List.of(32, 64, 128, 256);
    private static final int SMALLEST_SIDE = 4;

    public ConvolutionalEncoder {
        channels = List.copyOf(channels);
        Architecture.requirePositive("dimensions", dimensions);
        channels.forEach(count -> Architecture.requirePositive("channels", count));
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("an encoder needs at least one convolution");
        }
    }

    /** As many of 32-64-128-256 channels as leave sides of four pixels: three for 28×28, four from 64×64 on. */
    public static ConvolutionalEncoder forInput(ImageShape input, int dimensions) {
        int side = Math.min(input.height(), input.width());
        int levels = 1;
        while (levels < CHANNELS.size() && halved(side, levels) > SMALLEST_SIDE) {
            levels++;
        }
        return new ConvolutionalEncoder(input, CHANNELS.subList(0, levels), dimensions);
    }

    /** Pixels → flattened features: everything before the code. */
    public Sequence trunk() {
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshaping.toImages(input.channels(), input.height(), input.width()));
        int inputs = input.channels();
        for (int level = 0; level < channels.size(); level++) {
            int outputs = channels.get(level);
            layers.add(new Convolution("conv" + level, inputs, outputs, 2));
            layers.add(new BatchNormalization("norm" + level, outputs));
            layers.add(Reshaping.LEAKY_RELU);
            inputs = outputs;
        }
        layers.add(Reshaping.FLATTEN);
        return new Sequence(layers);
    }

    @Override
    public Sequence foldable() {
        return trunk();
    }

    /** Features → code. */
    public Layer mean() {
        return Dense.of("mean", features(), dimensions);
    }

    /** Length of the trunk's result. */
    public int features() {
        return channels.get(channels.size() - 1) * heightAt(channels.size()) * widthAt(channels.size());
    }

    int heightAt(int level) {
        return halved(input.height(), level);
    }

    int widthAt(int level) {
        return halved(input.width(), level);
    }

    @Override
    public List<TensorSpec> tensors() {
        return new Sequence(List.of(trunk(), mean())).tensors();
    }

    @Override
    public NDArray forward(NDArray images, Weights weights, Pass pass) {
        return mean().apply(trunk().apply(images, weights, pass), weights, pass);
    }

    private static int halved(int side, int times) {
        int value = side;
        for (int i = 0; i < times; i++) {
            value = (value + 1) / 2;
        }
        return value;
    }
}

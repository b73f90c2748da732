package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.layer.BatchNormalization;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Reshaping;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * The encoder of the thesis's convolutional autoencoder: n×(c·h·w) pixels in 0..1 → n×dimensions values in 0..1.
 * BatchNorm of the pixels, 3×3 convolutions of stride 2 with BatchNorm and LeakyReLU, a dense layer, the logistic
 * function.
 *
 * @param convolutions the same layers as in the variational encoder
 */
public record SigmoidEncoder(ConvolutionalEncoder convolutions) implements EncoderArchitecture {

    /** As many of 32-64-128-256 channels as leave sides of four pixels. */
    public static SigmoidEncoder forInput(ImageShape input, int dimensions) {
        return new SigmoidEncoder(ConvolutionalEncoder.forInput(input, dimensions));
    }

    @Override
    public ImageShape input() {
        return convolutions.input();
    }

    @Override
    public int dimensions() {
        return convolutions.dimensions();
    }

    @Override
    public List<TensorSpec> tensors() {
        return Stream.concat(pixels().tensors().stream(), convolutions.tensors().stream())
                .toList();
    }

    @Override
    public Sequence foldable() {
        return convolutions.foldable();
    }

    @Override
    public NDArray forward(NDArray images, Weights weights, Pass pass) {
        NDArray pixels = pixels().apply(images, weights, pass);
        return Reshaping.SIGMOID.apply(convolutions.forward(pixels, weights, pass), weights, pass);
    }

    private Sequence pixels() {
        ImageShape input = input();
        return Sequence.of(
                Reshaping.toImages(input.channels(), input.height(), input.width()),
                new BatchNormalization("pixels", input.channels()));
    }
}

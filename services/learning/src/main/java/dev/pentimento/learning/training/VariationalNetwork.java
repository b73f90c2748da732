package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.ConvolutionalDecoder;
import dev.pentimento.learning.network.ConvolutionalEncoder;
import dev.pentimento.learning.network.layer.Dense;
import dev.pentimento.learning.network.layer.Layer;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The encoder with the parts that exist only during training: the code's log-variance, the decoder, and a linear head
 * that predicts the class from the code.
 */
record VariationalNetwork(ConvolutionalEncoder encoder, Layer logVariance, Layer decoder, Layer head) {

    static VariationalNetwork of(ConvolutionalEncoder encoder, int classes) {
        return new VariationalNetwork(
                encoder,
                Dense.of("log_variance", encoder.features(), encoder.dimensions()),
                new ConvolutionalDecoder(encoder).layers(),
                Dense.of("head", encoder.dimensions(), classes));
    }

    List<TensorSpec> tensors() {
        return Stream.of(encoder.tensors(), logVariance.tensors(), decoder.tensors(), head.tensors())
                .flatMap(List::stream)
                .toList();
    }

    /** (reconstruction + β·divergence + γ·cross-entropy) / pixels, with the code drawn from its distribution. */
    NDArray loss(
            NDArray images,
            int[] labels,
            float[] classWeights,
            Weights weights,
            EncoderSettings settings,
            RandomGenerator random) {
        Pass pass = Pass.training(random);
        NDArray features = encoder.trunk().apply(images, weights, pass);
        NDArray mean = encoder.mean().apply(features, weights, pass);
        NDArray logVariance = logVariance().apply(features, weights, pass).clip(-8, 8);
        NDArray code = mean.add(logVariance.div(Upload.scalar(mean, 2)).exp().mul(noise(mean, random)));
        NDArray loss = Losses.reconstruction(decoder.apply(code, weights, pass), images)
                .add(Losses.divergence(mean, logVariance).mul(Upload.scalar(mean, settings.divergenceWeight())));
        if (settings.classificationWeight() > 0) {
            NDArray classification = Losses.crossEntropy(head.apply(code, weights, pass), labels, classWeights);
            loss = loss.add(classification.mul(Upload.scalar(mean, settings.classificationWeight())));
        }
        return loss.div(Upload.scalar(loss, encoder.input().size()));
    }

    /** The loss for early stopping: the same loss without randomness, with the mean as the code. */
    double validationLoss(
            NDArray images, int[] labels, float[] classWeights, Weights weights, EncoderSettings settings) {
        NDArray mean = encoder.forward(images, weights, Pass.INFERENCE);
        if (settings.classificationWeight() > 0) {
            return Losses.crossEntropy(head.apply(mean, weights, Pass.INFERENCE), labels, classWeights)
                    .getFloat();
        }
        return Losses.reconstruction(decoder.apply(mean, weights, Pass.INFERENCE), images)
                        .getFloat()
                / encoder.input().size();
    }

    /** Pixels in 0..1 → the decoder's reconstruction from the code's mean, in 0..1. */
    NDArray reconstruct(NDArray images, Weights weights) {
        NDArray logits = decoder.apply(encoder.forward(images, weights, Pass.INFERENCE), weights, Pass.INFERENCE);
        return Activation.sigmoid(logits);
    }

    private static NDArray noise(NDArray like, RandomGenerator random) {
        Shape shape = like.getShape();
        return Upload.create(like.getManager(), Draws.gaussian(Math.toIntExact(shape.size()), random), shape);
    }
}

package dev.pentimento.cli.models;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.EncoderInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pixel values from 0 to 1 are normalised for the encoder. */
final class NormalisationOptions {
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "M",
            description =
                    "Mean to subtract from pixel values in the range 0..1: one value, or one per channel, separated by"
                            + " commas. Default: ImageNet's values for three channels, 0 for one.")
    private float @Nullable [] mean;

    @Option(
            names = "--std",
            split = ",",
            paramLabel = "S",
            description = "Standard deviation by which the result is divided: one value, or one per channel."
                    + " Default: ImageNet's values for three channels, 1 for one.")
    private float @Nullable [] deviation;

    ImageShape of(EncoderInput input) {
        boolean colour = input.channels() == IMAGENET_MEAN.length;
        float[] usualMean = colour ? IMAGENET_MEAN : new float[] {0};
        float[] usualDeviation = colour ? IMAGENET_DEVIATION : new float[] {1};
        try {
            return new ImageShape(
                    input.channels(),
                    input.height(),
                    input.width(),
                    mean == null ? usualMean : forEach(mean, input.channels()),
                    deviation == null ? usualDeviation : forEach(deviation, input.channels()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--input, --mean, --std: " + e.getMessage(), e);
        }
    }

    private static float[] forEach(float[] values, int channels) {
        if (values.length != 1) {
            return values;
        }
        float[] same = new float[channels];
        Arrays.fill(same, values[0]);
        return same;
    }
}

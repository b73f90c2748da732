package dev.pentimento.learning.benchmark;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Precision;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.ConvolutionalEncoder;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Images per second of the encoder that training makes by default, with its first weights, copies to the device included. */
public final class EncoderBenchmark {
    private static final List<Integer> BATCHES = List.of(1, 16, 64, 256);
    private static final int WARM_UP_PASSES = 2;
    /** As embedding.max.pass.bytes by default. */
    private static final long MOST_BYTES = 64 << 20;

    /**
     * @param batch images of one pass
     * @param imagesPerSecond measured
     */
    public record Result(int batch, double imagesPerSecond) {}

    private EncoderBenchmark() {}

    /**
     * Measures several sizes of a batch, as far as the embedding service takes so many images of this size at once.
     *
     * @param input the images
     * @param time for each size; at least one pass is measured
     */
    public static List<Result> measure(ImageShape input, ComputeDevice device, Precision precision, Duration time) {
        try (Encoder encoder = Networks.loadEncoder(defaultEncoder(input), input, device, precision)) {
            return BATCHES.stream()
                    .filter(batch -> (long) batch * input.size() * Float.BYTES <= MOST_BYTES)
                    .map(batch -> new Result(batch, imagesPerSecond(encoder, batch, time)))
                    .toList();
        }
    }

    private static double imagesPerSecond(Encoder encoder, int batch, Duration time) {
        FloatMatrix images = new FloatMatrix(
                batch, encoder.input().size(), new float[batch * encoder.input().size()]);
        IntStream.range(0, WARM_UP_PASSES).forEach(pass -> encoder.embed(images));
        long begin = System.nanoTime();
        long passes = 0;
        long taken;
        do {
            encoder.embed(images); // returns when the result is in Java's memory
            passes++;
            taken = System.nanoTime() - begin;
        } while (taken < time.toNanos());
        return passes * batch * 1e9 / taken;
    }

    private static NetworkFile defaultEncoder(ImageShape input) {
        return UntrainedEncoder.of(
                ConvolutionalEncoder.forInput(input, EncoderSettings.defaults().dimensions()), 1);
    }
}

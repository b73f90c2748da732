package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.ConvolutionalDecoder;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.SigmoidEncoder;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Sequence;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains the thesis's convolutional autoencoder, of which only the encoder is kept. It minimises the mean squared error
 * of pixels behind a bottleneck of values in 0..1, and sees no labels.
 */
public final class AutoencoderTraining {
    static final String PHASE = "autoencoder";
    private static final int VALIDATION_BATCH = 500;

    private final SigmoidEncoder encoder;
    private final EncoderSettings settings;
    private final TrainingContext context;

    /** @param settings the weights of divergence and classification are ignored, since there are no such terms */
    public AutoencoderTraining(SigmoidEncoder encoder, EncoderSettings settings, TrainingContext context) {
        this.encoder = encoder;
        this.settings = settings;
        this.context = context;
    }

    /**
     * @param train n×(c·h·w) values in 0..1
     * @param validation not used for training; determines when to stop and which epoch to keep
     * @throws TrainingDivergedException if the loss is not finite
     */
    public NetworkFile train(FloatMatrix train, FloatMatrix validation, long seed) {
        LabelledRows.requireFinite("images to learn from", train);
        LabelledRows.requireFinite("images to validate on", validation);
        EpochTraining.Schedule schedule = new EpochTraining.Schedule(
                PHASE, settings.epochs(), settings.batch(), settings.learningRate(), 0, settings.patience());
        return Network.file(
                encoder, new EpochTraining(schedule, context).train(new Autoencoder(train, validation), seed));
    }

    private final class Autoencoder implements EpochTraining.Model {
        private final FloatMatrix train;
        private final FloatMatrix validation;
        private final Sequence decoder = new ConvolutionalDecoder(encoder.convolutions()).layers();

        Autoencoder(FloatMatrix train, FloatMatrix validation) {
            this.train = train;
            this.validation = validation;
        }

        @Override
        public List<TensorSpec> tensors() {
            return Stream.concat(encoder.tensors().stream(), decoder.tensors().stream())
                    .toList();
        }

        @Override
        public List<TensorSpec> kept() {
            return encoder.tensors();
        }

        @Override
        public List<int[]> batches(int batch, RandomGenerator random) {
            return Draws.batches(train.rows(), batch, random);
        }

        @Override
        public NDArray loss(int[] rows, Weights weights, NDManager scratch, SplittableRandom random) {
            return error(train.select(rows), weights, scratch, Pass.training(random));
        }

        @Override
        public double validate(Weights weights) {
            double sum = 0;
            for (int from = 0; from < validation.rows(); from += VALIDATION_BATCH) {
                int to = Math.min(validation.rows(), from + VALIDATION_BATCH);
                try (NDManager scratch = weights.newScratch()) {
                    FloatMatrix batch =
                            validation.select(IntStream.range(from, to).toArray());
                    sum += (to - from)
                            * error(batch, weights, scratch, Pass.INFERENCE).getFloat();
                }
            }
            return sum / validation.rows();
        }

        private NDArray error(FloatMatrix pixels, Weights weights, NDManager scratch, Pass pass) {
            NDArray images = Upload.matrix(scratch, pixels);
            NDArray logits = decoder.apply(encoder.forward(images, weights, pass), weights, pass);
            return Losses.squaredError(logits, images);
        }
    }
}

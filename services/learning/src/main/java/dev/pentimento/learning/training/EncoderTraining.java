package dev.pentimento.learning.training;

import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.ConvolutionalEncoder;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a convolutional variational autoencoder, of which only the encoder is kept. With a classification weight, a
 * linear head on the sampled code is trained too. The code then keeps what distinguishes the classes, which a pure VAE
 * trained on few images does only by chance.
 */
public final class EncoderTraining {
    static final String PHASE = "encoder";
    private static final int VALIDATION_BATCH = 500;

    private final VariationalNetwork network;
    private final EncoderSettings settings;
    private final TrainingContext context;
    private final RandomShift shift;

    public EncoderTraining(ImageShape input, int classes, EncoderSettings settings, TrainingContext context) {
        this.network = VariationalNetwork.of(ConvolutionalEncoder.forInput(input, settings.dimensions()), classes);
        this.settings = settings;
        this.context = context;
        this.shift = RandomShift.of(input, settings.shift());
    }

    /**
     * @param train n×(c·h·w) values in 0..1
     * @param validation not used for training; determines when to stop and which epoch to keep
     * @throws TrainingDivergedException if the loss is not finite
     */
    public NetworkFile train(LabelledRows train, LabelledRows validation, long seed) {
        return train(train, validation, validation.rows().select(new int[0]), seed)
                .encoder();
    }

    /** @param reconstructions n×(c·h·w) values in 0..1, for the samples */
    public record Trained(NetworkFile encoder, FloatMatrix reconstructions) {}

    /**
     * Like the method above, but also returns the decoder's reconstructions of some images before the decoder is
     * discarded.
     *
     * @param samples n×(c·h·w) values in 0..1; n may be 0
     */
    public Trained train(LabelledRows train, LabelledRows validation, FloatMatrix samples, long seed) {
        int classes = classes();
        train.requireUsable("images to learn from", classes);
        validation.requireUsable("images to validate on", classes);
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        try (Weights weights = Weights.initial(network.tensors(), random, context.device());
                Adam adam = new Adam(weights, network.tensors(), 0);
                Weights frozen = weights.frozen()) {
            BestWeights best = new BestWeights(weights, network.tensors());
            int steps = settings.epochs()
                    * Draws.batches(train.size(), settings.batch(), random).size();
            GradientDescent descent = new GradientDescent(PHASE, adam, settings.learningRate(), steps, context);
            for (int epoch = 1; epoch <= settings.epochs() && best.worse() < settings.patience(); epoch++) {
                double loss = epoch(train, weights, descent, random);
                double validationLoss = validate(validation, frozen);
                best.offer(validationLoss);
                context.report(PHASE, epoch, settings.epochs(), loss, validationLoss, start);
            }
            return finished(best.tensors(), samples);
        }
    }

    private Trained finished(Map<String, Tensor> tensors, FloatMatrix samples) {
        Map<String, Tensor> encoder = new LinkedHashMap<>(tensors);
        encoder.keySet()
                .retainAll(network.encoder().tensors().stream()
                        .map(TensorSpec::name)
                        .toList());
        NetworkFile file = Network.file(network.encoder(), encoder);
        if (samples.rows() == 0) {
            return new Trained(file, samples);
        }
        try (Weights weights = Weights.fromTensors(tensors, network.tensors(), context.device());
                NDManager scratch = weights.newScratch()) {
            var images = Upload.matrix(scratch, samples);
            float[] values = network.reconstruct(images, weights).toFloatArray();
            return new Trained(file, new FloatMatrix(samples.rows(), samples.columns(), values));
        }
    }

    private double epoch(LabelledRows train, Weights weights, GradientDescent descent, SplittableRandom random) {
        float[] classWeights = classWeights(train);
        List<int[]> batches = Draws.batches(train.size(), settings.batch(), random);
        double sum = 0;
        for (int[] rows : batches) {
            sum += descent.step(rows, weights, (part, scratch) -> {
                LabelledRows batch = train.select(part);
                var images = Upload.matrix(scratch, shift.moved(batch.rows(), random));
                return network.loss(images, batch.labels(), classWeights, weights, settings, random);
            });
        }
        return sum / batches.size();
    }

    private double validate(LabelledRows validation, Weights weights) {
        float[] classWeights = classWeights(validation);
        double sum = 0;
        for (int from = 0; from < validation.size(); from += VALIDATION_BATCH) {
            int to = Math.min(validation.size(), from + VALIDATION_BATCH);
            LabelledRows batch =
                    validation.select(java.util.stream.IntStream.range(from, to).toArray());
            try (NDManager scratch = weights.newScratch()) {
                var images = Upload.matrix(scratch, batch.rows());
                sum += (to - from) * network.validationLoss(images, batch.labels(), classWeights, weights, settings);
            }
        }
        return sum / validation.size();
    }

    private float[] classWeights(LabelledRows rows) {
        return rows.balancedWeights(classes());
    }

    private int classes() {
        return (int) network.head().tensors().get(1).shape().size();
    }
}

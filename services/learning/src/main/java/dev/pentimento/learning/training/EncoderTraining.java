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
import java.util.stream.IntStream;

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
     * @param train n×(c·h·w) values in 0..1, read batch by batch in each epoch
     * @param validation not used for training; determines when to stop and which epoch to keep
     * @throws TrainingDivergedException if the loss is not finite
     */
    public NetworkFile train(LabelledSource train, LabelledSource validation, long seed) {
        return train(train, validation, new FloatMatrix(0, train.columns(), new float[0]), seed)
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
    public Trained train(LabelledSource train, LabelledSource validation, FloatMatrix samples, long seed) {
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
                double loss = epoch(epoch, train, weights, descent, random);
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

    private double epoch(
            int epoch, LabelledSource train, Weights weights, GradientDescent descent, SplittableRandom random) {
        float[] classWeights = classWeights(train);
        List<int[]> batches = Draws.batches(train.size(), settings.batch(), random);
        double sum = 0;
        long done = (long) (epoch - 1) * train.size();
        for (int[] rows : batches) {
            sum += descent.step(rows, weights, (part, scratch) -> {
                LabelledRows batch = train.select(part);
                var images = Upload.matrix(scratch, shift.moved(batch.rows(), random));
                return network.loss(images, batch.labels(), classWeights, weights, settings, random);
            });
            done += rows.length;
            context.progress().images("images trained on", done, (long) settings.epochs() * train.size());
        }
        return sum / batches.size();
    }

    private double validate(LabelledSource validation, Weights weights) {
        float[] classWeights = classWeights(validation);
        double sum = 0;
        int size = LabelledSource.batch(VALIDATION_BATCH, validation.columns());
        for (int from = 0; from < validation.size(); from += size) {
            int to = Math.min(validation.size(), from + size);
            LabelledRows batch = validation.select(IntStream.range(from, to).toArray());
            try (NDManager scratch = weights.newScratch()) {
                var images = Upload.matrix(scratch, batch.rows());
                sum += (to - from) * network.validationLoss(images, batch.labels(), classWeights, weights, settings);
            }
        }
        return sum / validation.size();
    }

    private float[] classWeights(LabelledSource rows) {
        return rows.balancedWeights(classes());
    }

    private int classes() {
        return (int) network.head().tensors().get(1).shape().size();
    }
}

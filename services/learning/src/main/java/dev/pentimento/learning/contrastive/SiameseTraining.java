package dev.pentimento.learning.contrastive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ThesisCorrection;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.BestWeights;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.TrainingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Trains a correction as two towers with shared weights (Bromley et al. 1993): anchors go through one, their partners
 * through the other, and both are the same network. If it has BatchNorm, each tower's batch has its own statistics.
 */
public final class SiameseTraining {
    private static final String PHASE = "siamese correction";

    /** The thesis's corrections have no dropout. */
    private static final Pass TRAINING = new Pass(true, null);

    private final SiameseSettings settings;
    private final TrainingContext context;

    public SiameseTraining(SiameseSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /** Losses of one epoch, counted from 1: means over steps and over validation anchors. */
    public record EpochLosses(int epoch, double train, double validation) {}

    /** The correction of the epoch with the lowest validation loss, and the losses of all epochs. */
    public record Result(NetworkFile correction, List<EpochLosses> history) {
        public Result {
            history = List.copyOf(history);
        }
    }

    /**
     * @param train pairs of n×d embeddings
     * @param validation pairs that are not used for learning
     * @throws dev.pentimento.learning.training.TrainingDivergedException if the loss is not finite
     */
    public Result train(Pairs train, Pairs validation, int dimensions, long seed) {
        ThesisCorrection architecture = new ThesisCorrection(dimensions, settings.form());
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        List<EpochLosses> history = new ArrayList<>();
        try (Weights weights = Weights.initial(architecture.tensors(), random, context.device());
                Adam adam = new Adam(weights, architecture.tensors(), 0);
                Weights frozen = weights.frozen()) {
            BestWeights best = new BestWeights(weights, architecture.tensors());
            GradientDescent descent = GradientDescent.constant(PHASE, adam, settings.learningRate(), context);
            for (int epoch = 1; epoch <= settings.epochs() && best.worse() < settings.patience(); epoch++) {
                double loss = epoch(train, epoch, architecture, weights, descent);
                double validationLoss = validate(validation, architecture, frozen);
                best.offer(validationLoss);
                history.add(new EpochLosses(epoch, loss, validationLoss));
                context.report(PHASE, epoch, settings.epochs(), loss, validationLoss, start);
            }
            return new Result(Network.file(architecture, best.tensors()), history);
        }
    }

    private double epoch(
            Pairs pairs, int epoch, ThesisCorrection architecture, Weights weights, GradientDescent descent) {
        double sum = 0;
        List<Pairs.Batch> batches = pairs.epoch(epoch, settings.anchors());
        for (Pairs.Batch batch : batches) {
            int[] all = IntStream.range(0, batch.anchors().length).toArray();
            sum += descent.step(
                    all, weights, (some, scratch) -> loss(batch.of(some), architecture, weights, TRAINING, scratch));
        }
        return sum / batches.size();
    }

    private double validate(Pairs pairs, ThesisCorrection architecture, Weights weights) {
        double sum = 0;
        for (Pairs.Batch batch : pairs.epoch(0, settings.anchors())) {
            try (NDManager scratch = weights.newScratch()) {
                NDArray loss = loss(batch, architecture, weights, Pass.INFERENCE, scratch);
                sum += loss.getFloat() * batch.anchors().length;
            }
        }
        return sum / pairs.size();
    }

    NDArray loss(Pairs.Batch batch, ThesisCorrection architecture, Weights weights, Pass pass, NDManager scratch) {
        NDArray anchors = Upload.matrix(scratch, batch.rows().select(batch.anchors()));
        NDArray partners = Upload.matrix(scratch, batch.rows().select(batch.partners()));
        int count = batch.anchors().length;
        NDArray positive = Upload.create(scratch, batch.positive(), new Shape(count, batch.partners().length / count));
        return settings.loss()
                .of(
                        architecture.forward(anchors, weights, pass),
                        architecture.forward(partners, weights, pass),
                        positive);
    }
}

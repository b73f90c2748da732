package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.Pass;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.learning.network.Weights;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Trains a classifier of embeddings by class-weighted cross-entropy. */
public final class ClassifierTraining {
    static final String PHASE = "classifier";

    private final ClassifierArchitecture architecture;
    private final ClassifierSettings settings;
    private final TrainingContext context;

    public ClassifierTraining(int dimensions, int classes, ClassifierSettings settings, TrainingContext context) {
        this(new MlpClassifier(dimensions, settings.hidden(), classes, settings.dropout()), settings, context);
    }

    /** @param architecture instead of the one that the settings describe */
    public ClassifierTraining(
            ClassifierArchitecture architecture, ClassifierSettings settings, TrainingContext context) {
        this.architecture = architecture;
        this.settings = settings;
        this.context = context;
    }

    /**
     * @param train n×dimensions
     * @param validation not learned from: decides when to stop and which epoch to keep
     * @throws TrainingDivergedException if the loss is no number any more
     */
    public NetworkFile train(LabelledRows train, LabelledRows validation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        try (Weights weights = Weights.initial(architecture.tensors(), random, context.device());
                Adam adam = new Adam(weights, architecture.tensors(), (float) settings.weightDecay());
                Weights frozen = weights.frozen()) {
            BestWeights best = new BestWeights(weights, architecture.tensors());
            int steps = settings.epochs()
                    * Draws.batches(train.size(), settings.batch(), random).size();
            GradientDescent descent = new GradientDescent(PHASE, adam, settings.learningRate(), steps, context);
            for (int epoch = 1; epoch <= settings.epochs() && best.worse() < settings.patience(); epoch++) {
                double loss = epoch(train, weights, descent, random);
                double validationLoss = validate(validation, frozen);
                best.offer(validationLoss);
                context.report(PHASE, epoch, settings.epochs(), loss, validationLoss, start);
            }
            return Network.file(architecture, best.tensors());
        }
    }

    private double epoch(LabelledRows train, Weights weights, GradientDescent descent, SplittableRandom random) {
        float[] classWeights = train.balancedWeights(architecture.classes());
        float[] deviation = Moments.of(train.rows()).deviation();
        List<int[]> batches = Draws.batches(train.size(), settings.batch(), random);
        double sum = 0;
        for (int[] rows : batches) {
            LabelledRows batch = train.select(rows);
            float[] noisy = Draws.noisy(batch.rows(), deviation, settings.noise(), random);
            try (NDManager scratch = weights.newScratch()) {
                NDArray input = Upload.create(scratch, noisy, new Shape(rows.length, architecture.dimensions()));
                sum += descent.step(() -> Losses.crossEntropy(
                        architecture.forward(input, weights, Pass.training(random)), batch.labels(), classWeights));
            }
        }
        return sum / batches.size();
    }

    private double validate(LabelledRows validation, Weights weights) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray input = Upload.create(
                    scratch, validation.rows().values(), new Shape(validation.size(), architecture.dimensions()));
            return Losses.crossEntropy(
                            architecture.forward(input, weights, Pass.INFERENCE),
                            validation.labels(),
                            validation.balancedWeights(architecture.classes()))
                    .getFloat();
        }
    }
}

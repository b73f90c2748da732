package dev.pentimento.learning.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.Floats;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Trains a classifier of embeddings by cross-entropy; by default, the classes are balanced by weights. */
public final class ClassifierTraining {
    static final String PHASE = "classifier";

    private final ClassifierArchitecture architecture;
    private final ClassifierSettings settings;
    private final ClassBalance balance;
    private final TrainingContext context;

    public ClassifierTraining(int dimensions, int classes, ClassifierSettings settings, TrainingContext context) {
        this(new MlpClassifier(dimensions, settings.hidden(), classes, settings.dropout()), settings, context);
    }

    /** @param architecture used instead of the one described by the settings */
    public ClassifierTraining(
            ClassifierArchitecture architecture, ClassifierSettings settings, TrainingContext context) {
        this(architecture, settings, ClassBalance.WEIGHTS, context);
    }

    public ClassifierTraining(
            ClassifierArchitecture architecture,
            ClassifierSettings settings,
            ClassBalance balance,
            TrainingContext context) {
        this.architecture = architecture;
        this.settings = settings;
        this.balance = balance;
        this.context = context;
    }

    /**
     * @param train n×dimensions
     * @param validation not used for training; determines when to stop and which epoch to keep; its classes are
     *     balanced by weights if those of the training rows are balanced in any way
     * @throws IllegalArgumentException naming the row, if a value is not finite
     * @throws TrainingDivergedException if the loss is not finite
     */
    public NetworkFile train(LabelledRows train, LabelledRows validation, long seed) {
        train.requireUsable("embeddings to learn from", architecture.classes());
        validation.requireUsable("embeddings to validate on", architecture.classes());
        EpochTraining.Schedule schedule = new EpochTraining.Schedule(
                PHASE,
                settings.epochs(),
                settings.batch(),
                settings.learningRate(),
                settings.weightDecay(),
                settings.patience());
        return Network.file(
                architecture, new EpochTraining(schedule, context).train(new Model(train, validation), seed));
    }

    private final class Model implements EpochTraining.Model {
        private final LabelledRows train;
        private final LabelledRows validation;
        private final float[] classWeights;
        private final float[] validationWeights;
        private final float[] deviation;

        Model(LabelledRows train, LabelledRows validation) {
            this.train = train;
            this.validation = validation;
            int classes = architecture.classes();
            float[] ones = Floats.filled(classes, 1);
            this.classWeights = balance == ClassBalance.WEIGHTS ? train.balancedWeights(classes) : ones;
            this.validationWeights = balance == ClassBalance.NONE ? ones : validation.balancedWeights(classes);
            this.deviation = Moments.of(train.rows()).deviation();
        }

        @Override
        public List<TensorSpec> tensors() {
            return architecture.tensors();
        }

        @Override
        public List<int[]> batches(int batch, RandomGenerator random) {
            return balance == ClassBalance.SAMPLING
                    ? Draws.balancedBatches(train.labels(), batch, random)
                    : Draws.batches(train.size(), batch, random);
        }

        @Override
        public NDArray loss(int[] rows, Weights weights, NDManager scratch, SplittableRandom random) {
            LabelledRows batch = train.select(rows);
            float[] noisy = Draws.noisy(batch.rows(), deviation, settings.noise(), random);
            return crossEntropy(noisy, batch.labels(), classWeights, weights, scratch, Pass.training(random));
        }

        @Override
        public double validate(Weights weights) {
            try (NDManager scratch = weights.newScratch()) {
                float[] rows = validation.rows().values();
                return crossEntropy(rows, validation.labels(), validationWeights, weights, scratch, Pass.INFERENCE)
                        .getFloat();
            }
        }

        private NDArray crossEntropy(
                float[] rows, int[] labels, float[] perClass, Weights weights, NDManager scratch, Pass pass) {
            NDArray input = Upload.create(scratch, rows, new Shape(labels.length, architecture.dimensions()));
            return Losses.crossEntropy(architecture.forward(input, weights, pass), labels, perClass);
        }
    }
}

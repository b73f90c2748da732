package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.network.Pass;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.Tensor;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.learning.network.Weights;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.BestWeights;
import dev.pentimento.learning.training.Draws;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Map;
import java.util.SplittableRandom;

/** Learns one residual on embeddings that are aligned already. */
final class ResidualTraining {
    private static final int CHECKS = 20;

    private final FrozenClassifier classifier;
    private final Exemplars exemplars;
    private final LabelledRows replay;
    private final Moments frame;
    private final CorrectionSettings settings;
    private final TrainingContext context;
    private final int classes;
    private final ResidualCorrection architecture;

    /** @param replay aligned like the points to learn from */
    ResidualTraining(
            FrozenClassifier classifier,
            Exemplars exemplars,
            LabelledRows replay,
            Moments frame,
            CorrectionSettings settings,
            TrainingContext context) {
        this.classifier = classifier;
        this.exemplars = exemplars;
        this.replay = replay;
        this.frame = frame;
        this.settings = settings;
        this.context = context;
        this.classes = classifier.architecture().classes();
        this.architecture =
                new ResidualCorrection(replay.rows().columns(), settings.hidden(), settings.dropout(), false);
    }

    /** @param validationLogits n×classes, of the corrected validation points */
    record Learned(Map<String, Tensor> tensors, FloatMatrix validationLogits) {}

    /** @param monitor told after each check with the mean loss since the last and the lowest validation loss so far */
    Learned learn(LabelledRows train, LabelledRows validation, long seed, CheckListener monitor) {
        SplittableRandom random = new SplittableRandom(seed);
        var specs = architecture.tensors();
        try (Weights weights = initial(random);
                Adam adam = new Adam(weights, specs, (float) settings.weightDecay());
                Weights frozen = weights.frozen();
                Weights average = Weights.copyOf(frozen, specs, context.device())) {
            BestWeights best = new BestWeights(average, specs);
            best.offer(validate(validation, average));
            GradientDescent descent = new GradientDescent(
                    CorrectionTraining.PHASE, adam, settings.learningRate(), settings.steps(), context);
            MovingAverage moving = new MovingAverage(specs, frozen, average);
            StepDraws draws = new StepDraws(train, random);
            double sum = 0;
            for (int step = 1; step <= settings.steps(); step++) {
                sum += step(draws.next(), weights, descent, random);
                moving.follow();
                if (step * CHECKS / settings.steps() > (step - 1) * CHECKS / settings.steps()) {
                    best.offer(validate(validation, average));
                    monitor.checked(step, sum / step, best.lowest());
                }
            }
            return new Learned(best.tensors(), logits(validation.rows(), best.tensors()));
        }
    }

    @FunctionalInterface
    interface CheckListener {
        void checked(int step, double meanLoss, double lowestValidation);
    }

    private Weights initial(SplittableRandom random) {
        Weights weights = Weights.initial(architecture.tensors(), random, context.device());
        weights.set("mean", frame.mean());
        weights.set("deviation", frame.deviation());
        return weights;
    }

    private double step(CorrectionStep step, Weights weights, GradientDescent descent, SplittableRandom random) {
        try (NDManager scratch = weights.newScratch()) {
            return descent.step(() -> step.loss(architecture, weights, classifier, settings, random, scratch));
        }
    }

    private double validate(LabelledRows validation, Weights weights) {
        return Judgement.crossEntropy(
                logits(validation.rows(), weights), validation.labels(), validation.balancedWeights(classes));
    }

    private FloatMatrix logits(FloatMatrix rows, Map<String, Tensor> tensors) {
        try (Weights weights = Weights.fromTensors(tensors, architecture.tensors(), context.device())) {
            return logits(rows, weights);
        }
    }

    private FloatMatrix logits(FloatMatrix rows, Weights weights) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray input = Upload.create(scratch, rows.values(), new Shape(rows.rows(), rows.columns()));
            NDArray corrected = architecture.forward(input, weights, Pass.INFERENCE);
            NDArray logits = classifier.logits(classifier.features(corrected, Pass.INFERENCE), Pass.INFERENCE);
            return new FloatMatrix(rows.rows(), classes, logits.toFloatArray());
        }
    }

    /** Draws the points of each step. */
    private final class StepDraws {
        private final LabelledRows train;
        private final SplittableRandom random;
        private final int labelled;
        private final int replayed;
        private final boolean[] rightBefore;
        private final float[] trainWeights;
        private final float[] replayWeights;
        private int[] order = new int[0];
        private int next;

        StepDraws(LabelledRows train, SplittableRandom random) {
            this.train = train;
            this.random = random;
            this.labelled = Math.min(settings.batch(), train.size());
            this.replayed = settings.batch() / 2;
            this.rightBefore = rightBefore();
            this.trainWeights = train.balancedWeights(classes);
            this.replayWeights = replay.balancedWeights(classes);
        }

        private boolean[] rightBefore() {
            int[] predicted = classifier.logits(train.rows()).argMax();
            boolean[] right = new boolean[predicted.length];
            for (int i = 0; i < right.length; i++) {
                right[i] = predicted[i] == train.labels()[i];
            }
            return right;
        }

        CorrectionStep next() {
            int[] chosen = new int[labelled];
            for (int i = 0; i < labelled; i++) {
                if (next == order.length) {
                    order = Draws.permutation(train.size(), random);
                    next = 0;
                }
                chosen[i] = order[next++];
            }
            LabelledRows points =
                    join(train.select(chosen), replay.select(Draws.sample(replay.size(), replayed, random)));
            float[] weights = new float[points.size()];
            share(points.labels(), trainWeights, weights, 0, labelled);
            share(points.labels(), replayWeights, weights, labelled, points.size());
            return new CorrectionStep(points, weights, anchors(chosen, points.size()), exemplars.draw(random), classes);
        }

        private LabelledRows join(LabelledRows first, LabelledRows second) {
            int columns = first.rows().columns();
            float[] values = java.util.Arrays.copyOf(first.rows().values(), (first.size() + second.size()) * columns);
            System.arraycopy(second.rows().values(), 0, values, first.size() * columns, second.size() * columns);
            int[] labels = java.util.Arrays.copyOf(first.labels(), first.size() + second.size());
            System.arraycopy(second.labels(), 0, labels, first.size(), second.size());
            FloatMatrix clean = new FloatMatrix(labels.length, columns, values);
            float[] noisy = Draws.noisy(clean, frame.deviation(), settings.noise(), random);
            return new LabelledRows(new FloatMatrix(labels.length, columns, noisy), labels);
        }

        private static void share(int[] labels, float[] classWeights, float[] target, int from, int to) {
            double total = 0;
            for (int i = from; i < to; i++) {
                total += classWeights[labels[i]];
            }
            for (int i = from; i < to; i++) {
                target[i] = (float) (classWeights[labels[i]] / total);
            }
        }

        private float[] anchors(int[] chosen, int points) {
            int right = 0;
            for (int row : chosen) {
                right += rightBefore[row] ? 1 : 0;
            }
            float[] anchors = new float[points];
            for (int i = 0; i < chosen.length && right > 0; i++) {
                anchors[i] = rightBefore[chosen[i]]
                        ? 1f / ((float) right * train.rows().columns())
                        : 0;
            }
            return anchors;
        }
    }
}

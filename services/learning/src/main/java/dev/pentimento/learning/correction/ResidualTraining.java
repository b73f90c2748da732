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
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Learns one residual on embeddings that are aligned already. */
final class ResidualTraining {
    private static final int CHECKS = 20;

    private final FrozenClassifier classifier;
    private final Exemplars exemplars;
    private final Rehearsal rehearsal;
    private final Moments frame;
    private final CorrectionSettings settings;
    private final TrainingContext context;
    private final int classes;
    private final ResidualCorrection architecture;

    ResidualTraining(
            FrozenClassifier classifier,
            Exemplars exemplars,
            Rehearsal rehearsal,
            Moments frame,
            CorrectionSettings settings,
            TrainingContext context) {
        this.classifier = classifier;
        this.exemplars = exemplars;
        this.rehearsal = rehearsal;
        this.frame = frame;
        this.settings = classifier.letsGradientsThrough() ? settings : withoutCrossEntropy(settings);
        this.context = context;
        this.classes = classifier.classes();
        this.architecture = new ResidualCorrection(
                rehearsal.drawn().rows().columns(),
                settings.hidden(),
                settings.terms().dropout(),
                false);
    }

    /** The exemplars alone show the way then; the answers still say which step is kept and whether it is accepted. */
    private static CorrectionSettings withoutCrossEntropy(CorrectionSettings settings) {
        RecipeParts parts = settings.terms().parts();
        return settings.withTerms(settings.terms().with(new RecipeParts(false, parts.replay(), parts.allPoints())));
    }

    /** @param validationLogits n×classes, of the corrected validation points */
    record Learned(Map<String, Tensor> tensors, FloatMatrix validationLogits) {}

    /** @param monitor told after each check with the mean loss since the last and the lowest validation loss so far */
    Learned learn(LabelledRows train, LabelledRows validation, long seed, CheckListener monitor) {
        SplittableRandom random = new SplittableRandom(seed);
        var specs = architecture.tensors();
        try (Weights weights = initial(random);
                Adam adam = new Adam(weights, specs, (float) settings.descent().weightDecay());
                Weights frozen = weights.frozen();
                Weights average = Weights.copyOf(frozen, specs, context.device())) {
            BestWeights best = new BestWeights(average, specs);
            best.offer(validate(validation, average));
            GradientDescent descent = new GradientDescent(
                    CorrectionTraining.PHASE,
                    adam,
                    settings.descent().learningRate(),
                    settings.descent().steps(),
                    context);
            MovingAverage moving = new MovingAverage(specs, frozen, average);
            LabelledRows learnable = learnable(train);
            boolean[] right = rightBefore(learnable);
            StepDraws draws = new StepDraws(
                    learnable,
                    rehearsal.drawn(),
                    new StepDraws.Amounts(settings, rehearsal.perStep(), classes),
                    frame,
                    random);
            double sum = 0;
            for (int step = 1; step <= settings.descent().steps(); step++) {
                StepDraws.Drawn drawn = draws.next();
                CorrectionStep all = correctionStep(drawn, right, random);
                sum += descent.step(
                        drawn.mixed(),
                        weights,
                        (some, scratch) ->
                                all.of(some).loss(architecture, weights, classifier, settings, random, scratch));
                moving.follow();
                if (step * CHECKS / settings.descent().steps()
                        > (step - 1) * CHECKS / settings.descent().steps()) {
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

    private CorrectionStep correctionStep(StepDraws.Drawn drawn, boolean[] right, SplittableRandom random) {
        return new CorrectionStep(
                drawn.points(), drawn.pointWeights(), anchors(drawn, right), exemplars.draw(random), classes);
    }

    /** 1/(anchored points · d) for the labelled points that were right before. */
    private float[] anchors(StepDraws.Drawn drawn, boolean[] right) {
        int[] rows = drawn.labelledRows();
        long count = Arrays.stream(rows).filter(row -> right[row]).count();
        float[] anchors = new float[drawn.points().size()];
        for (int i = 0; i < rows.length && count > 0; i++) {
            anchors[i] = right[rows[i]] ? 1f / ((float) count * architecture.dimensions()) : 0;
        }
        return anchors;
    }

    /** All of them, or in an ablation those that the classifier gets wrong; all where it gets none wrong. */
    private LabelledRows learnable(LabelledRows train) {
        if (settings.terms().parts().allPoints()) {
            return train;
        }
        boolean[] right = rightBefore(train);
        int[] wrong =
                IntStream.range(0, right.length).filter(row -> !right[row]).toArray();
        return wrong.length == 0 ? train : train.select(wrong);
    }

    private boolean[] rightBefore(LabelledRows points) {
        int[] predicted = classifier.logits(points.rows()).argMax();
        boolean[] right = new boolean[predicted.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = predicted[i] == points.labels()[i];
        }
        return right;
    }

    /** As it is learned: points held out of the replayed ones weigh as much beside the others as in a step. */
    private double validate(LabelledRows validation, Weights weights) {
        LabelledRows held = rehearsal.held();
        double loss = crossEntropy(validation, weights);
        return held.size() == 0 ? loss : loss + settings.terms().replayWeight() * crossEntropy(held, weights);
    }

    private double crossEntropy(LabelledRows points, Weights weights) {
        return Judgement.crossEntropy(logits(points.rows(), weights), points.labels(), points.balancedWeights(classes));
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
}

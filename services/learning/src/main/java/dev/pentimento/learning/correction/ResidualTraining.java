package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Trains one residual on embeddings that are already aligned. */
final class ResidualTraining {
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

    /**
     * In that case only the exemplars give a gradient; the classifier's outputs still determine which step is kept and
     * whether it is accepted.
     */
    private static CorrectionSettings withoutCrossEntropy(CorrectionSettings settings) {
        RecipeParts parts = settings.terms().parts();
        return settings.withTerms(settings.terms().with(new RecipeParts(false, parts.replay(), parts.allPoints())));
    }

    /** @param validationLogits n×classes, for the corrected validation points */
    record Learned(Map<String, Tensor> tensors, FloatMatrix validationLogits) {}

    /**
     * @param monitor called after each check with the mean loss since the last check and the lowest validation loss so
     *     far
     */
    Learned learn(LabelledRows train, LabelledRows validation, long seed, AveragedTraining.CheckListener monitor) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledRows learnable = learnable(train);
        boolean[] right = rightBefore(learnable);
        StepDraws.Amounts amounts = new StepDraws.Amounts(settings, rehearsal.perStep(), classes);
        StepDraws draws = new StepDraws(learnable, rehearsal.drawn(), amounts, frame, random);
        try (Weights weights = initial(random)) {
            Map<String, Tensor> best = new AveragedTraining(CorrectionTraining.PHASE, settings.descent(), context)
                    .train(
                            weights,
                            architecture.tensors(),
                            average -> validate(validation, average),
                            descent -> step(draws.next(), right, weights, descent, random),
                            monitor);
            return new Learned(best, logits(validation.rows(), best));
        }
    }

    private Weights initial(SplittableRandom random) {
        Weights weights = Weights.initial(architecture.tensors(), random, context.device());
        weights.set("mean", frame.mean());
        weights.set("deviation", frame.deviation());
        return weights;
    }

    private double step(
            StepDraws.Drawn drawn, boolean[] right, Weights weights, GradientDescent descent, SplittableRandom random) {
        CorrectionStep all = new CorrectionStep(
                drawn.points(), drawn.pointWeights(), anchors(drawn, right), exemplars.draw(random), classes);
        return descent.step(
                drawn.mixed(),
                weights,
                (some, scratch) -> all.of(some).loss(architecture, weights, classifier, settings, random, scratch));
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

    /** All labelled points; in an ablation only those that the classifier gets wrong, if there are any. */
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

    /** Weighted as in training: held-out replayed points have the same relative weight as in a step. */
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
            NDArray input = Upload.matrix(scratch, rows);
            NDArray corrected = architecture.forward(input, weights, Pass.INFERENCE);
            NDArray logits = classifier.logits(classifier.features(corrected, Pass.INFERENCE), Pass.INFERENCE);
            return new FloatMatrix(rows.rows(), classes, logits.toFloatArray());
        }
    }
}

package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.Pass;
import dev.pentimento.learning.network.TensorSpec;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.learning.network.Weights;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.BestWeights;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A correction's competent rival: the classifier itself learns on from the same labels, with the same replayed points,
 * noise, steps, averaging of weights and choice by validation. What it gives is another classifier.
 */
public final class ClassifierFineTuning {
    static final String PHASE = "fine-tuning";
    private static final int CHECKS = 20;

    private final CorrectionSettings settings;
    private final TrainingContext context;

    public ClassifierFineTuning(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Learns on; BatchNorm keeps its statistics, dropout is on.
     *
     * @param train n×d
     * @param validation says which step is kept
     * @param classifier an own classifier of these embeddings
     */
    public NetworkFile learn(
            LabelledRows train, LabelledRows validation, ReplaySet replay, NetworkFile classifier, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        try (Network network = Network.load(classifier, context.device())) {
            List<TensorSpec> specs = network.architecture().tensors();
            try (Adam adam = new Adam(
                            network.weights(), specs, (float) settings.descent().weightDecay());
                    Weights frozen = network.weights().frozen();
                    Weights average = Weights.copyOf(frozen, specs, context.device())) {
                BestWeights best = new BestWeights(average, specs);
                best.offer(validate(validation, network, average, replay.classes()));
                GradientDescent descent = new GradientDescent(
                        PHASE,
                        adam,
                        settings.descent().learningRate(),
                        settings.descent().steps(),
                        context);
                MovingAverage moving = new MovingAverage(specs, frozen, average);
                StepDraws draws = new StepDraws(
                        train,
                        replay.rows(),
                        new StepDraws.Amounts(settings, settings.descent().batch() / 2, replay.classes()),
                        Moments.of(replay.rows().rows()),
                        random);
                double sum = 0;
                for (int step = 1; step <= settings.descent().steps(); step++) {
                    sum += step(draws.next(), network, descent, replay.classes(), random);
                    moving.follow();
                    if (step * CHECKS / settings.descent().steps()
                            > (step - 1) * CHECKS / settings.descent().steps()) {
                        best.offer(validate(validation, network, average, replay.classes()));
                        context.report(PHASE, step, settings.descent().steps(), sum / step, best.lowest(), start);
                    }
                }
                return Network.file(network.architecture(), best.tensors());
            }
        }
    }

    private static double step(
            StepDraws.Drawn drawn, Network network, GradientDescent descent, int classes, SplittableRandom random) {
        return descent.step(drawn.mixed(), network.weights(), (some, scratch) -> {
            boolean all = some.length == drawn.points().size();
            LabelledRows points = all ? drawn.points() : drawn.points().select(some);
            float[] pointWeights = all ? drawn.pointWeights() : StepDraws.part(drawn.pointWeights(), some);
            float[] wanted = new float[points.size() * classes];
            for (int i = 0; i < points.size(); i++) {
                wanted[i * classes + points.labels()[i]] = pointWeights[i];
            }
            NDArray weights = Upload.create(scratch, wanted, new Shape(points.size(), classes));
            return network.forward(upload(points.rows(), scratch), Pass.frozenWithDropout(random))
                    .logSoftmax(1)
                    .mul(weights)
                    .sum()
                    .neg();
        });
    }

    private static double validate(LabelledRows validation, Network network, Weights weights, int classes) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray logits =
                    network.architecture().forward(upload(validation.rows(), scratch), weights, Pass.INFERENCE);
            return Judgement.crossEntropy(
                    new FloatMatrix(validation.size(), classes, logits.toFloatArray()),
                    validation.labels(),
                    validation.balancedWeights(classes));
        }
    }

    private static NDArray upload(FloatMatrix matrix, NDManager scratch) {
        return Upload.create(scratch, matrix.values(), new Shape(matrix.rows(), matrix.columns()));
    }
}

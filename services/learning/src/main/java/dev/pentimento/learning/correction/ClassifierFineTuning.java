package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.Moments;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The alternative to a correction: fine-tunes the classifier itself on the same labels, with the same replayed points,
 * noise, steps, weight averaging and choice by validation. The result is another classifier.
 */
public final class ClassifierFineTuning {
    static final String PHASE = "fine-tuning";

    private final CorrectionSettings settings;
    private final TrainingContext context;

    public ClassifierFineTuning(CorrectionSettings settings, TrainingContext context) {
        this.settings = settings;
        this.context = context;
    }

    /**
     * Fine-tunes the classifier; BatchNorm keeps its statistics, dropout is on.
     *
     * @param train n×d
     * @param validation determines which step is kept
     * @param classifier a classifier of these embeddings, in Pentimento's own format
     */
    public NetworkFile learn(
            LabelledRows train, LabelledRows validation, ReplaySet replay, NetworkFile classifier, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = context.clock().instant();
        try (Network network = Network.load(classifier, context.device())) {
            int classes = replay.classes();
            StepDraws draws = new StepDraws(
                    train,
                    replay.rows(),
                    new StepDraws.Amounts(settings, settings.descent().batch() / 2, classes),
                    Moments.of(replay.rows().rows()),
                    random);
            Map<String, Tensor> best = new AveragedTraining(PHASE, settings.descent(), context)
                    .train(
                            network.weights(),
                            network.architecture().tensors(),
                            average -> validate(validation, network, average, classes),
                            descent -> step(draws.next(), network, descent, classes, random),
                            (step, loss, lowest) -> context.report(
                                    PHASE, step, settings.descent().steps(), loss, lowest, start));
            return Network.file(network.architecture(), best);
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
            return network.forward(Upload.matrix(scratch, points.rows()), Pass.frozenWithDropout(random))
                    .logSoftmax(1)
                    .mul(weights)
                    .sum()
                    .neg();
        });
    }

    private static double validate(LabelledRows validation, Network network, Weights weights, int classes) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray logits =
                    network.architecture().forward(Upload.matrix(scratch, validation.rows()), weights, Pass.INFERENCE);
            return Judgement.crossEntropy(
                    new FloatMatrix(validation.size(), classes, logits.toFloatArray()),
                    validation.labels(),
                    validation.balancedWeights(classes));
        }
    }
}

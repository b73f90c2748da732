package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.learning.training.LabelledRows;
import java.util.random.RandomGenerator;

/**
 * The loss of one step, all points in one pass: CE + w·contrast over labelled points, the same over replayed ones, and
 * the anchor over labelled points that were right before.
 *
 * @param points labelled points, then replayed points, with noise
 * @param pointWeights of each point's class, summing to one over the labelled ones and to the replay weight over the
 *     others
 * @param anchorWeights for each point 1/(anchored points · d), or zero
 */
@SuppressWarnings("ArrayRecordComponent") // Exists for one step.
record CorrectionStep(
        LabelledRows points, float[] pointWeights, float[] anchorWeights, LabelledRows exemplars, int classes) {

    NDArray loss(
            ResidualCorrection correction,
            Weights weights,
            FrozenClassifier classifier,
            CorrectionSettings settings,
            RandomGenerator random,
            NDManager scratch) {
        NDArray input = Upload.matrix(scratch, points.rows());
        NDArray corrected = correction.forward(input, weights, Pass.training(random));
        Pass frozen = Pass.frozenWithDropout(random);
        NDArray features = classifier.features(corrected, frozen);
        NDArray moved = corrected.sub(input).div(weights.get("deviation")).square();
        NDArray loss = moved.mul(column(anchorWeights, scratch))
                .sum()
                .mul(Upload.scalar(moved, settings.terms().anchor()));
        if (settings.terms().parts().crossEntropy()) {
            NDArray chances = classifier.logits(features, frozen).logSoftmax(1);
            loss = loss.sub(chances.mul(weightedOneHot(scratch)).sum());
        }
        if (settings.terms().contrastiveWeight() > 0 && exemplars.size() > 0) {
            NDArray contrast = ExemplarLoss.of(
                    features,
                    Upload.matrix(scratch, exemplars.rows()),
                    sameClass(scratch),
                    column(pointWeights, scratch));
            loss = loss.add(
                    contrast.mul(Upload.scalar(contrast, settings.terms().contrastiveWeight())));
        }
        return loss;
    }

    /** The same step over some of the points; if it is all of them, in the order in which they were drawn. */
    CorrectionStep of(int[] some) {
        return some.length == points.size()
                ? this
                : new CorrectionStep(
                        points.select(some),
                        StepDraws.part(pointWeights, some),
                        StepDraws.part(anchorWeights, some),
                        exemplars,
                        classes);
    }

    private NDArray weightedOneHot(NDManager scratch) {
        float[] values = new float[points.size() * classes];
        for (int i = 0; i < points.size(); i++) {
            values[i * classes + points.labels()[i]] = pointWeights[i];
        }
        return Upload.create(scratch, values, new Shape(points.size(), classes));
    }

    /** n×m; a point whose class has no exemplar gets ones, which makes its term zero. */
    private NDArray sameClass(NDManager scratch) {
        int width = exemplars.size();
        int[] present = exemplars.counts(classes);
        float[] values = new float[points.size() * width];
        for (int i = 0; i < points.size(); i++) {
            int label = points.labels()[i];
            for (int j = 0; j < width; j++) {
                values[i * width + j] = present[label] == 0 || exemplars.labels()[j] == label ? 1 : 0;
            }
        }
        return Upload.create(scratch, values, new Shape(points.size(), width));
    }

    private static NDArray column(float[] values, NDManager scratch) {
        return Upload.create(scratch, values, new Shape(values.length, 1));
    }
}

package dev.pentimento.learning.version;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;

/**
 * Images not used in training.
 *
 * @param embeddings n×dimensions, with their labels
 * @param opinions the version's outputs for them
 */
public record HeldOut(LabelledRows embeddings, HeadOutputs opinions) {

    /**
     * Drift reference of the original arm, with the calibration of its confidence.
     *
     * @param scores scores fitted on other images
     */
    DriftReference reference(DriftScores scores, long seed) {
        HeadOutputs.Scores original = opinions.original();
        int[] predicted = original.predicted();
        boolean[] right = new boolean[predicted.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = predicted[i] == embeddings.labels()[i];
        }
        int classes = original.logits().columns();
        return DriftReference.fit(scores, embeddings.rows(), predicted, original.margins(), classes, seed)
                .with(CalibratedAccuracy.fit(original.confidences(), right));
    }
}

package dev.pentimento.learning.version;

import dev.pentimento.learning.inference.Opinions;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.DriftScores;
import dev.pentimento.statistics.estimate.CalibratedAccuracy;

/**
 * Images that nothing was learned from.
 *
 * @param embeddings n×dimensions, with their labels
 * @param opinions of the version on them
 */
public record HeldOut(LabelledRows embeddings, Opinions opinions) {

    /**
     * What the drift of the original opinions is measured against, and how their confidence is turned into accuracy.
     *
     * @param scores fitted on other images
     */
    DriftReference reference(DriftScores scores, long seed) {
        Opinions.Scores original = opinions.original();
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

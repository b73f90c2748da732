package dev.pentimento.evaluation.harness;

import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;

/** A set of images with what the detector sees of each, computed once for all runs. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Scored(Embedded images, FloatMatrix scores, int[] predicted) {
    static Scored of(DriftScores scores, Embedded images) {
        return new Scored(images, scores.of(images.embeddings(), images.margins()), images.predicted());
    }
}

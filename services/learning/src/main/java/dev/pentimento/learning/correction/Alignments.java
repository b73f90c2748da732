package dev.pentimento.learning.correction;

import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the alignments behind which a correction is trained. Alignments are fitted without labels; the labels decide
 * which one is used.
 */
final class Alignments {
    private Alignments() {}

    /** No alignment, and the better of mean–deviation and CORAL by class-weighted cross-entropy. */
    static List<Alignment> candidates(
            LabelledRows labelled, FloatMatrix reference, FrozenClassifier classifier, boolean align) {
        List<Alignment> candidates = new ArrayList<>();
        candidates.add(Alignment.identity(reference.columns()));
        if (align) {
            Alignment meanDeviation = Alignment.meanDeviation(labelled.rows(), reference);
            Alignment coral = canEstimate(labelled.rows(), reference)
                    ? Alignment.coral(labelled.rows(), reference)
                    : meanDeviation;
            boolean coralFits =
                    crossEntropy(coral, labelled, classifier) < crossEntropy(meanDeviation, labelled, classifier);
            candidates.add(coralFits ? coral : meanDeviation);
        }
        return candidates;
    }

    private static boolean canEstimate(FloatMatrix drifted, FloatMatrix reference) {
        return drifted.rows() > drifted.columns() && reference.rows() > reference.columns();
    }

    private static double crossEntropy(Alignment alignment, LabelledRows labelled, FrozenClassifier classifier) {
        return Judgement.crossEntropy(
                classifier.logits(alignment.apply(labelled.rows())),
                labelled.labels(),
                labelled.balancedWeights(classifier.classes()));
    }
}

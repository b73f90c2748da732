package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/** Chooses the alignment by class-weighted cross-entropy on the labelled sample; none of them has seen a label. */
final class Alignments {
    private Alignments() {}

    static Alignment choose(LabelledRows labelled, FloatMatrix reference, FrozenClassifier classifier, boolean align) {
        Alignment best = Alignment.identity(reference.columns());
        if (!align) {
            return best;
        }
        double lowest = crossEntropy(best, labelled, classifier);
        for (Alignment candidate : candidates(labelled.rows(), reference)) {
            double value = crossEntropy(candidate, labelled, classifier);
            if (value < lowest) {
                lowest = value;
                best = candidate;
            }
        }
        return best;
    }

    private static List<Alignment> candidates(FloatMatrix drifted, FloatMatrix reference) {
        List<Alignment> candidates = new ArrayList<>();
        candidates.add(Alignment.meanDeviation(drifted, reference));
        if (drifted.rows() > drifted.columns() && reference.rows() > reference.columns()) {
            candidates.add(Alignment.coral(drifted, reference));
        }
        return candidates;
    }

    private static double crossEntropy(Alignment alignment, LabelledRows labelled, FrozenClassifier classifier) {
        return Judgement.crossEntropy(
                classifier.logits(alignment.apply(labelled.rows())),
                labelled.labels(),
                labelled.balancedWeights(classifier.architecture().classes()));
    }
}

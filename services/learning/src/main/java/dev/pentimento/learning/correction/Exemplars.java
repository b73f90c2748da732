package dev.pentimento.learning.correction;

import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.inference.Softmax;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Training embeddings that the classifier predicts correctly with some confidence, as φ of length one, by class. φ is
 * computed without dropout, since an exemplar is a fixed point.
 */
final class Exemplars {
    private static final double CONFIDENCE = 0.65;
    private static final int PER_CLASS = 8;

    private final FloatMatrix features;
    private final List<int[]> rowsByClass;

    private Exemplars(FloatMatrix features, List<int[]> rowsByClass) {
        this.features = features;
        this.rowsByClass = rowsByClass;
    }

    static Exemplars of(ReplaySet replay, FrozenClassifier classifier) {
        LabelledRows rows = replay.rows();
        FloatMatrix probabilities = Softmax.of(classifier.logits(rows.rows()));
        int[] predicted = probabilities.argMax();
        List<int[]> byClass = IntStream.range(0, replay.classes())
                .mapToObj(c -> IntStream.range(0, rows.size())
                        .filter(row -> rows.labels()[row] == c && predicted[row] == c)
                        .filter(row -> probabilities.at(row, c) > CONFIDENCE)
                        .toArray())
                .toList();
        return new Exemplars(classifier.features(rows.rows()), byClass);
    }

    /** Eight exemplars of each class that has any, drawn at random with replacement. */
    LabelledRows draw(RandomGenerator random) {
        int present = (int) rowsByClass.stream().filter(rows -> rows.length > 0).count();
        int[] chosen = new int[present * PER_CLASS];
        int[] labels = new int[chosen.length];
        int next = 0;
        for (int c = 0; c < rowsByClass.size(); c++) {
            int[] rows = rowsByClass.get(c);
            for (int i = 0; rows.length > 0 && i < PER_CLASS; i++) {
                chosen[next] = rows[random.nextInt(rows.length)];
                labels[next++] = c;
            }
        }
        return new LabelledRows(features.select(chosen), labels);
    }
}

package dev.pentimento.learning.correction;

import dev.pentimento.learning.inference.Softmax;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Training embeddings, as φ of length one, that the classifier gets right with some confidence, by class. φ is taken
 * without dropout: an exemplar is a fixed place.
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
        List<List<Integer>> found = new ArrayList<>();
        for (int c = 0; c < replay.classes(); c++) {
            found.add(new ArrayList<>());
        }
        for (int row = 0; row < rows.size(); row++) {
            int label = rows.labels()[row];
            if (predicted[row] == label && probabilities.at(row, label) > CONFIDENCE) {
                found.get(label).add(row);
            }
        }
        List<int[]> byClass = found.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
        return new Exemplars(classifier.features(rows.rows()), byClass);
    }

    /** Eight of each class that has any, at random, with repetition. */
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

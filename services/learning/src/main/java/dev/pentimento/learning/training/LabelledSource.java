package dev.pentimento.learning.training;

import dev.pentimento.tensors.Shuffle;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Images or embeddings with their classes, of which only a batch at a time needs to be in memory. The same row always has
 * the same values.
 */
public interface LabelledSource {
    /** Values that a batch holds at most, unless a single row has more: 64 MiB. */
    int MOST_VALUES = 1 << 24;

    /** {@code wanted}, or as many rows of large images as a batch may hold. */
    static int batch(int wanted, int columns) {
        return Math.max(1, Math.min(wanted, MOST_VALUES / Math.max(1, columns)));
    }

    /** n class numbers from zero; not to be changed. */
    int[] labels();

    /** Number of values of a row. */
    int columns();

    /** Reads the given rows, in the given order. */
    LabelledRows select(int[] wanted);

    default int size() {
        return labels().length;
    }

    /** The given rows in the given order, which are read only when they are selected. */
    default LabelledSource part(int[] wanted) {
        return new LabelledPart(this, wanted);
    }

    /** @throws IllegalArgumentException if a label is outside 0..classes-1, or a value in memory is not finite */
    default LabelledSource requireUsable(String what, int classes) {
        int[] labels = labels();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        what + ": row " + i + " has label " + labels[i] + " of " + classes + " classes");
            }
        }
        return this;
    }

    /** Number of rows of each class. */
    default int[] counts(int classes) {
        int[] counts = new int[classes];
        for (int label : labels()) {
            counts[label]++;
        }
        return counts;
    }

    /** n / (k · rows of the class), so that each class present weighs the same in total; zero for absent ones. */
    default float[] balancedWeights(int classes) {
        int[] counts = counts(classes);
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        float[] weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 0 : (float) size() / (present * counts[c]);
        }
        return weights;
    }

    /**
     * A random number in 0..parts-1 for each row, with each class spread evenly.
     *
     * @return one number per row
     */
    default int[] folds(int parts, int classes, RandomGenerator random) {
        int[] labels = labels();
        int[] folds = new int[labels.length];
        int[] next = new int[classes];
        Arrays.setAll(next, c -> c);
        for (int row : Shuffle.of(labels.length, random)) {
            folds[row] = Math.floorMod(next[labels[row]]++, parts);
        }
        return folds;
    }

    /** Rows whose fold is (or is not) this one, in order. */
    static int[] inFold(int[] folds, int fold, boolean wanted) {
        return IntStream.range(0, folds.length)
                .filter(row -> (folds[row] == fold) == wanted)
                .toArray();
    }
}

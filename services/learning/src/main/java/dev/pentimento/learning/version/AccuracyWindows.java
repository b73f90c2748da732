package dev.pentimento.learning.version;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.AccuracyLearning;
import dev.pentimento.statistics.estimate.AccuracyLearning.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Windows of held-out images from which a version learns how accuracy falls: clean ones, clean ones with another mix of
 * classes, and disturbed ones, each wholly and by half.
 */
public final class AccuracyWindows {
    /** Accuracy cannot be learned from fewer held-out images. */
    private static final int FEWEST = 100;

    private static final int CLEAN = 6;
    private static final int MIXES = 12;
    /** Share of the classes that become more or less frequent together. */
    private static final double GROUP = 0.3;

    private final DriftReference reference;
    private final Heads heads;
    private final int classes;
    private final Random random;

    /** @param heads without a correction */
    public AccuracyWindows(DriftReference reference, Heads heads, int classes, long seed) {
        this.reference = reference;
        this.heads = heads;
        this.classes = classes;
        random = new Random(seed);
    }

    /** The reference with what was learned; unchanged if there are no disturbed images, or too few held-out ones. */
    public DriftReference learn(LabelledRows heldOut, List<DisturbedImages> disturbed) {
        if (disturbed.isEmpty() || heldOut.size() < FEWEST) {
            return reference;
        }
        LabelledRows clean = heldOut.select(disturbed.get(0).rows());
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < CLEAN; i++) {
            windows.add(window(
                    "clean",
                    clean.select(random.ints(clean.size(), 0, clean.size()).toArray())));
        }
        for (int i = 0; i < MIXES; i++) {
            windows.add(window("mix of classes", otherMix(clean, i % 3)));
        }
        int[] even =
                IntStream.range(0, clean.size()).filter(row -> row % 2 == 0).toArray();
        int[] odd = IntStream.range(0, clean.size()).filter(row -> row % 2 == 1).toArray();
        for (DisturbedImages each : disturbed) {
            windows.add(window(each.kind(), each.embeddings()));
            windows.add(window(each.kind(), each.embeddings().select(even).and(clean.select(odd))));
        }
        double accuracy = window("held out", heldOut).accuracy();
        return reference.with(AccuracyLearning.learn(windows, accuracy));
    }

    /** @param kind 0: one class is twice as frequent; 1, 2: some classes are more, or much less frequent */
    private LabelledRows otherMix(LabelledRows clean, int kind) {
        double[] weights = new double[classes];
        for (int c = 0; c < classes; c++) {
            boolean chosen = random.nextDouble() < GROUP;
            weights[c] = !chosen || kind == 0 ? 1 : kind == 1 ? 1.5 : 0.2;
        }
        if (kind == 0) {
            weights[random.nextInt(classes)] = 2;
        }
        double largest = kind == 0 ? 2 : 1.5;
        int[] rows = new int[clean.size()];
        for (int i = 0; i < rows.length; ) {
            int row = random.nextInt(clean.size());
            if (random.nextDouble() < weights[clean.labels()[row]] / largest) {
                rows[i++] = row;
            }
        }
        return clean.select(rows);
    }

    private Window window(String kind, LabelledRows images) {
        HeadOutputs.Scores answers = heads.judge(images.rows()).original();
        int[] predicted = answers.predicted();
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == images.labels()[i] ? 1 : 0;
        }
        DriftSums sums = reference.sums(images.rows(), predicted, answers.margins(), answers.confidences());
        return new Window(kind, reference.signs(sums), (double) right / predicted.length);
    }
}

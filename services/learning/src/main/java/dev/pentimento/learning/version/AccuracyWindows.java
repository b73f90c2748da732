package dev.pentimento.learning.version;

import dev.pentimento.learning.inference.HeadOutputs;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.statistics.estimate.AccuracyLearning;
import dev.pentimento.statistics.estimate.AccuracyLearning.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Windows of held-out images from which a version learns how accuracy falls: clean ones, clean ones with another mix of
 * classes, and disturbed ones, each wholly and by half. The shares of their classes are compared with those of the other
 * held-out images, so that they differ from them by as much sampling error as the windows of a stream do.
 */
public final class AccuracyWindows {
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

    /** The reference with what was learned; unchanged without disturbed images. */
    public DriftReference learn(LabelledRows heldOut, List<DisturbedImages> disturbed) {
        if (disturbed.isEmpty()) {
            return reference;
        }
        LabelledRows clean = heldOut.select(disturbed.get(0).rows());
        Others others = others(heldOut, disturbed.get(0).rows());
        List<Window> windows = new ArrayList<>();
        windows.add(others.window("clean", clean));
        for (int i = 1; i < CLEAN; i++) {
            windows.add(others.window("clean", thinned(clean, row -> 0.5)));
        }
        for (int i = 0; i < MIXES; i++) {
            double[] kept = otherMix(i % 3);
            windows.add(others.window("mix of classes", thinned(clean, row -> kept[clean.labels()[row]])));
        }
        int[] even =
                IntStream.range(0, clean.size()).filter(row -> row % 2 == 0).toArray();
        int[] odd = IntStream.range(0, clean.size()).filter(row -> row % 2 == 1).toArray();
        for (DisturbedImages each : disturbed) {
            windows.add(others.window(each.kind(), each.embeddings()));
            windows.add(
                    others.window(each.kind(), each.embeddings().select(even).and(clean.select(odd))));
        }
        return reference.with(AccuracyLearning.learn(windows, accuracy(heldOut)));
    }

    /**
     * The share of each class that is kept.
     *
     * @param kind 0: one class becomes twice as frequent; 1, 2: some classes become more, or much less frequent
     */
    private double[] otherMix(int kind) {
        double[] kept = new double[classes];
        for (int c = 0; c < classes; c++) {
            boolean chosen = random.nextDouble() < GROUP;
            kept[c] = kind == 0 ? 0.5 : kind == 1 ? chosen ? 1 : 0.65 : chosen ? 0.2 : 1;
        }
        if (kind == 0) {
            kept[random.nextInt(classes)] = 1;
        }
        return kept;
    }

    /** Chance that a row is kept. */
    private interface Keeping {
        double chance(int row);
    }

    /** No row comes twice, so that the sampling error is that of its number of rows; at least one is kept. */
    private LabelledRows thinned(LabelledRows images, Keeping keeping) {
        int[] kept = IntStream.range(0, images.size())
                .filter(row -> random.nextDouble() < keeping.chance(row))
                .toArray();
        return images.select(kept.length == 0 ? new int[] {0} : kept);
    }

    private Others others(LabelledRows heldOut, int[] rows) {
        Set<Integer> drawn = new HashSet<>();
        IntStream.of(rows).forEach(drawn::add);
        int[] rest = IntStream.range(0, heldOut.size())
                .filter(row -> !drawn.contains(row))
                .toArray();
        double[] shares = new double[classes];
        for (int predicted : heads.judge(heldOut.rows().select(rest)).original().predicted()) {
            shares[predicted] += 1.0 / rest.length;
        }
        return new Others(shares, rest.length);
    }

    /** The held-out images that are in no window. */
    private final class Others {
        private final double[] shares;
        private final int images;

        /** @param shares of the predicted classes */
        Others(double[] shares, int images) {
            this.shares = shares;
            this.images = images;
        }

        Window window(String kind, LabelledRows rows) {
            HeadOutputs.Scores answers = heads.judge(rows.rows()).original();
            DriftSums sums = reference.sums(rows.rows(), answers.predicted(), answers.margins(), answers.confidences());
            return new Window(kind, reference.signs(sums, shares, images), accuracy(rows, answers.predicted()));
        }
    }

    private double accuracy(LabelledRows rows) {
        return accuracy(rows, heads.judge(rows.rows()).original().predicted());
    }

    private static double accuracy(LabelledRows rows, int[] predicted) {
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == rows.labels()[i] ? 1 : 0;
        }
        return (double) right / predicted.length;
    }
}

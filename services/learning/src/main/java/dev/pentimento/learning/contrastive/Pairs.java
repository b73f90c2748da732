package dev.pentimento.learning.contrastive;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The thesis's pairs. Anchors are the points that the classifier gets wrong, and those that it predicts without
 * confidence. Partners are points that it gets right with confidence: half of them have the anchor's true class
 * (positive), half the class predicted for the anchor (negative). For a point that is right but not confident, both are
 * its own class, so it learns nothing; the thesis does the same. An anchor is left out if one of its classes has no
 * partner.
 */
public final class Pairs {
    private final FloatMatrix rows;
    private final PairSettings settings;
    private final int[] anchors;
    private final List<int[]> rightByClass;
    private final int[] labels;
    private final int[] predicted;
    private final long seed;
    private int[] fixedPartners = new int[0];

    private Pairs(
            LabelledRows points,
            int[] predicted,
            int[] anchors,
            List<int[]> rightByClass,
            PairSettings settings,
            long seed) {
        this.rows = points.rows();
        this.labels = points.labels();
        this.predicted = predicted;
        this.anchors = anchors;
        this.rightByClass = rightByClass;
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * @param probabilities n×classes, from the classifier
     * @throws IllegalArgumentException if no pair can be formed, with the reason
     */
    public static Pairs of(LabelledRows points, FloatMatrix probabilities, PairSettings settings, long seed) {
        int classes = probabilities.columns();
        points.requireUsable("points for pairs", classes);
        int[] predicted = probabilities.argMax();
        boolean[] confident = new boolean[points.size()];
        for (int i = 0; i < confident.length; i++) {
            confident[i] = probabilities.at(i, predicted[i]) > settings.skipConfidence();
        }
        List<int[]> right = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            int label = c;
            right.add(IntStream.range(0, points.size())
                    .filter(i -> points.labels()[i] == label && predicted[i] == label && confident[i])
                    .toArray());
        }
        int[] anchors = IntStream.range(0, points.size())
                .filter(i -> predicted[i] != points.labels()[i] || !confident[i])
                .filter(i -> right.get(points.labels()[i]).length > 0 && right.get(predicted[i]).length > 0)
                .toArray();
        if (anchors.length == 0) {
            throw new IllegalArgumentException(
                    "no pairs: of " + points.size() + " points none is wrong or predicted with"
                            + " a confidence of at most " + settings.skipConfidence()
                            + " while others of its classes are right with more");
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] kept = settings.balanced() ? balanced(anchors, points.labels(), classes, random) : anchors;
        return new Pairs(points, predicted, kept, right, settings, random.nextLong());
    }

    /**
     * The same number of anchors of each class present, as many as the rarest class has, chosen at random, in order.
     */
    private static int[] balanced(int[] anchors, int[] labels, int classes, RandomGenerator random) {
        int[] counts = new int[classes];
        for (int anchor : anchors) {
            counts[labels[anchor]]++;
        }
        int fewest = Arrays.stream(counts).filter(count -> count > 0).min().orElse(0);
        int[] taken = new int[classes];
        return Arrays.stream(Shuffle.of(anchors.length, random))
                .map(i -> anchors[i])
                .filter(anchor -> taken[labels[anchor]]++ < fewest)
                .sorted()
                .toArray();
    }

    /** Number of anchors in an epoch. */
    public int size() {
        return anchors.length;
    }

    /** The anchors' rows. */
    public int[] anchors() {
        return anchors.clone();
    }

    /**
     * One epoch: every anchor once, in random order. The order depends only on the pairs and the epoch.
     *
     * @param anchorsInBatch the last batch may have fewer
     */
    public List<Batch> epoch(int epoch, int anchorsInBatch) {
        SplittableRandom random = new SplittableRandom(seed + epoch);
        int[] partners = partners(random);
        int[] order = Shuffle.of(anchors.length, random);
        List<Batch> batches = new ArrayList<>();
        for (int start = 0; start < order.length; start += anchorsInBatch) {
            batches.add(
                    batch(Arrays.copyOfRange(order, start, Math.min(order.length, start + anchorsInBatch)), partners));
        }
        return batches;
    }

    /** Rows of all anchors' partners, an anchor's positive ones before its negative ones. */
    private int[] partners(SplittableRandom random) {
        if (settings.freshEachEpoch()) {
            return drawPartners(random.split());
        }
        if (fixedPartners.length == 0) {
            fixedPartners = drawPartners(new SplittableRandom(seed));
        }
        return fixedPartners;
    }

    private int[] drawPartners(RandomGenerator random) {
        int each = settings.positives();
        int[] partners = new int[anchors.length * 2 * each];
        for (int i = 0; i < anchors.length; i++) {
            draw(rightByClass.get(labels[anchors[i]]), partners, 2 * i * each, random);
            draw(rightByClass.get(predicted[anchors[i]]), partners, (2 * i + 1) * each, random);
        }
        return partners;
    }

    private void draw(int[] from, int[] target, int offset, RandomGenerator random) {
        for (int i = 0; i < settings.positives(); i++) {
            target[offset + i] = from[random.nextInt(from.length)];
        }
    }

    private Batch batch(int[] chosen, int[] partners) {
        int each = 2 * settings.positives();
        int[] anchorRows = new int[chosen.length];
        int[] partnerRows = new int[chosen.length * each];
        float[] positive = new float[partnerRows.length];
        for (int i = 0; i < chosen.length; i++) {
            anchorRows[i] = anchors[chosen[i]];
            System.arraycopy(partners, chosen[i] * each, partnerRows, i * each, each);
            Arrays.fill(positive, i * each, i * each + settings.positives(), 1);
        }
        return new Batch(rows, anchorRows, partnerRows, positive);
    }

    /**
     * Pairs for one step.
     *
     * @param rows the rows to which the numbers refer
     * @param anchors a row numbers
     * @param partners a·p row numbers, the first anchor's first
     * @param positive a·p, one if the partner has the anchor's class
     */
    @SuppressWarnings("ArrayRecordComponent") // Exists for one step.
    public record Batch(FloatMatrix rows, int[] anchors, int[] partners, float[] positive) {

        /** Some of the anchors, by their position in this batch, each with its partners. */
        Batch of(int[] some) {
            int each = partners.length / anchors.length;
            int[] chosen = new int[some.length];
            int[] theirs = new int[some.length * each];
            float[] theirSign = new float[theirs.length];
            for (int i = 0; i < some.length; i++) {
                chosen[i] = anchors[some[i]];
                System.arraycopy(partners, some[i] * each, theirs, i * each, each);
                System.arraycopy(positive, some[i] * each, theirSign, i * each, each);
            }
            return new Batch(rows, chosen, theirs, theirSign);
        }
    }
}

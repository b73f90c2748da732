package dev.pentimento.statistics.quality;

import java.util.Arrays;

/**
 * Counts for comparing two arms on the same images. They count how often the arms predict different classes, and how
 * many images of each class predicted by the baseline exist and have a label. By true class, they count how often only
 * the challenger is right (helped) and only the baseline (hurt). Counts are integers, so merging is exact in any order.
 * Not thread-safe.
 */
public final class PairedCounts {
    private static final int LABELLED = 2;

    private final int classes;
    /**
     * Compared and flipped images; labelled, helped and hurt for each true class; seen and labelled for each class of
     * the baseline.
     */
    private final long[] state;

    public PairedCounts(int classes) {
        this(classes, new long[length(classes)]);
    }

    private PairedCounts(int classes, long[] state) {
        this.classes = classes;
        this.state = state;
    }

    /**
     * Reads counts from the array that {@link #toArray()} returned.
     *
     * @throws IllegalArgumentException if the length of {@code state} does not match {@code classes}
     */
    public static PairedCounts fromArray(int classes, long[] state) {
        if (state.length != length(classes)) {
            throw new IllegalArgumentException("paired counts of " + classes + " classes have " + length(classes)
                    + " numbers, not " + state.length);
        }
        return new PairedCounts(classes, state.clone());
    }

    private static int length(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be positive: " + classes);
        }
        return LABELLED + 5 * classes;
    }

    /** Counts an image on which both arms have an opinion, labelled or not. */
    public void addOpinions(int baselineClass, int challengerClass) {
        state[0]++;
        state[1] += baselineClass == challengerClass ? 0 : 1;
        state[seenAt(baselineClass)]++;
    }

    /** Counts the label of an image; the image itself is counted by {@link #addOpinions}. */
    public void addLabel(int trueClass, int baselineClass, int challengerClass) {
        if (trueClass < 0 || trueClass >= classes) {
            throw new IllegalArgumentException(
                    "class " + trueClass + " is out of range: there are " + classes + " classes");
        }
        boolean before = baselineClass == trueClass;
        boolean after = challengerClass == trueClass;
        int at = LABELLED + 3 * trueClass;
        state[at]++;
        state[seenAt(baselineClass) + 1]++;
        state[at + 1] += after && !before ? 1 : 0;
        state[at + 2] += before && !after ? 1 : 0;
    }

    private int seenAt(int baselineClass) {
        if (baselineClass < 0 || baselineClass >= classes) {
            throw new IllegalArgumentException(
                    "class " + baselineClass + " is out of range: there are " + classes + " classes");
        }
        return LABELLED + 3 * classes + 2 * baselineClass;
    }

    /** Adds everything that {@code other} counted. */
    public void merge(PairedCounts other) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("expected " + classes + " classes, found " + other.classes);
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += other.state[i];
        }
    }

    public int classes() {
        return classes;
    }

    /** Images on which both arms have an opinion, labelled or not. */
    public long compared() {
        return state[0];
    }

    /** How many of those the arms assign to different classes. */
    public long flips() {
        return state[1];
    }

    public long labelled() {
        return sum(0);
    }

    /** Images on which the baseline is wrong and the challenger right. */
    public long helped() {
        return sum(1);
    }

    /** Images on which the baseline is right and the challenger wrong. */
    public long hurt() {
        return sum(2);
    }

    public long labelled(int trueClass) {
        return state[LABELLED + 3 * trueClass];
    }

    public long helped(int trueClass) {
        return state[LABELLED + 3 * trueClass + 1];
    }

    public long hurt(int trueClass) {
        return state[LABELLED + 3 * trueClass + 2];
    }

    private long sum(int offset) {
        long sum = 0;
        for (int at = LABELLED + offset; at < LABELLED + 3 * classes; at += 3) {
            sum += state[at];
        }
        return sum;
    }

    /** Compared and labelled images by the class that the baseline predicts. */
    public Coverage coverage() {
        long[] all = new long[classes];
        long[] labelled = new long[classes];
        for (int c = 0; c < classes; c++) {
            all[c] = state[seenAt(c)];
            labelled[c] = state[seenAt(c) + 1];
        }
        return new Coverage(all, labelled);
    }

    /** A copy of the state, for {@link #fromArray}. */
    public long[] toArray() {
        return state.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PairedCounts counts && classes == counts.classes && Arrays.equals(state, counts.state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "PairedCounts" + Arrays.toString(state);
    }
}

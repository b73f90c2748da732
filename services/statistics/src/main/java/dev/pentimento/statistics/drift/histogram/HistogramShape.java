package dev.pentimento.statistics.drift.histogram;

import java.util.Arrays;

/**
 * Positions of the histograms in an array of counts: one of {@value #BINS} bins for each score, then one of predicted
 * classes.
 */
public record HistogramShape(int scores, int classes) {
    static final int BINS = 14;

    public HistogramShape {
        if (scores < 1 || classes < 1) {
            throw new IllegalArgumentException("no histograms for " + scores + " scores and " + classes + " classes");
        }
    }

    /** Scores and, last, the class. */
    public int histograms() {
        return scores + 1;
    }

    public int offset(int histogram) {
        return histogram * BINS;
    }

    public int length(int histogram) {
        return histogram < scores ? BINS : classes;
    }

    /** One histogram's part of {@code all}; a copy. */
    public double[] part(double[] all, int histogram) {
        int from = offset(histogram);
        return Arrays.copyOfRange(all, from, from + length(histogram));
    }

    public int size() {
        return scores * BINS + classes;
    }
}

package dev.pentimento.statistics.drift;

import java.util.Arrays;

/**
 * Where the histograms stand in an array of counts: one of {@value #BINS} bins for each score, then one of predicted
 * classes.
 */
record HistogramShape(int scores, int classes) {
    static final int BINS = 14;

    HistogramShape {
        if (scores < 1 || classes < 1) {
            throw new IllegalArgumentException("no histograms for " + scores + " scores and " + classes + " classes");
        }
    }

    /** Scores and, last, the class. */
    int histograms() {
        return scores + 1;
    }

    int offset(int histogram) {
        return histogram * BINS;
    }

    int length(int histogram) {
        return histogram < scores ? BINS : classes;
    }

    /** What of {@code all} belongs to one histogram; a copy. */
    double[] part(double[] all, int histogram) {
        int from = offset(histogram);
        return Arrays.copyOfRange(all, from, from + length(histogram));
    }

    int size() {
        return scores * BINS + classes;
    }
}

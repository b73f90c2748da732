package dev.pentimento.statistics.quality;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the figures of one arm from its counts. */
final class FiguresFromCounts {
    private final QualityCounts counts;
    private final int classes;
    /** Labels, predictions and hits of each class. */
    private final long[] actual;

    private final long[] predicted;
    private final long[] right;
    private long labelled;
    private final List<Long> confusion = new ArrayList<>();

    private FiguresFromCounts(QualityCounts counts) {
        this.counts = counts;
        classes = counts.classes();
        actual = new long[classes];
        predicted = new long[classes];
        right = new long[classes];
        for (int t = 0; t < classes; t++) {
            for (int p = 0; p < classes; p++) {
                long images = counts.confused(t, p);
                confusion.add(images);
                labelled += images;
                actual[t] += images;
                predicted[p] += images;
                right[t] += t == p ? images : 0;
            }
        }
    }

    static QualityFigures compute(QualityCounts counts) {
        return new FiguresFromCounts(counts).figures();
    }

    private QualityFigures figures() {
        List<Double> precision = new ArrayList<>();
        List<Double> recall = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            precision.add(share(right[c], predicted[c]));
            recall.add(share(right[c], actual[c]));
        }
        long hits = 0;
        for (long each : right) {
            hits += each;
        }
        return new QualityFigures(
                labelled,
                confusion,
                mean(hits),
                labelled == 0 ? null : balancedAccuracy(),
                labelled == 0 ? null : macroF1(),
                mean(weightedF1Sum()),
                precision,
                recall,
                mean(counts.logLossSum()),
                mean(counts.brierSum()),
                mean(calibrationGaps()));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private @Nullable Double mean(double sum) {
        return labelled == 0 ? null : sum / labelled;
    }

    private double balancedAccuracy() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            sum += share(right[c], actual[c]);
            occurring += actual[c] > 0 ? 1 : 0;
        }
        return sum / occurring;
    }

    private double f1(int c) {
        return share(2 * right[c], actual[c] + predicted[c]);
    }

    private double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            sum += f1(c);
            occurring += actual[c] + predicted[c] > 0 ? 1 : 0;
        }
        return sum / occurring;
    }

    private double weightedF1Sum() {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += f1(c) * actual[c];
        }
        return sum;
    }

    private double calibrationGaps() {
        double sum = 0;
        for (int bin = 0; bin < QualityCounts.CALIBRATION_BINS; bin++) {
            sum += counts.calibrationGap(bin);
        }
        return sum;
    }
}

package dev.pentimento.statistics.quality;

import java.util.ArrayList;
import java.util.List;

/** Computes the figures of one arm from its counts. */
final class FiguresFromCounts {
    private FiguresFromCounts() {}

    static QualityFigures compute(QualityCounts counts) {
        QualityMargins margins = QualityMargins.of(counts);
        List<Long> confusion = new ArrayList<>();
        List<Double> precision = new ArrayList<>();
        List<Double> recall = new ArrayList<>();
        for (int t = 0; t < counts.classes(); t++) {
            for (int p = 0; p < counts.classes(); p++) {
                confusion.add(counts.confused(t, p));
            }
            precision.add(margins.precision(t));
            recall.add(margins.recall(t));
        }
        return new QualityFigures(
                margins.labelled(),
                confusion,
                margins.accuracy(),
                margins.balancedAccuracy(),
                margins.macroF1(),
                margins.weightedF1(),
                precision,
                recall,
                margins.logLoss(),
                margins.brierScore(),
                margins.calibrationError());
    }
}

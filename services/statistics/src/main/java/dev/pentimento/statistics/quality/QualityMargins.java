package dev.pentimento.statistics.quality;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the figures of one arm need, without the confusion matrix: its margins and diagonal, and the sums behind log
 * loss, Brier score and calibration error. They grow with the number of classes, not with its square. As in {@link
 * QualityCounts}, every sum is a whole number, so that adding and subtracting are exact. Not thread-safe.
 */
public final class QualityMargins {
    private static final int BY_CLASS = 3;
    private static final int BIN_WIDTH = 3;

    private final int classes;
    private final long[] state;

    public QualityMargins(int classes) {
        this(classes, new long[length(classes)]);
    }

    private QualityMargins(int classes, long[] state) {
        this.classes = classes;
        this.state = state;
    }

    private static int length(int classes) {
        return BY_CLASS * classes + 2 + BIN_WIDTH * QualityCounts.CALIBRATION_BINS;
    }

    /** @throws IllegalArgumentException if the length of {@code state} does not match {@code classes} */
    public static QualityMargins fromArray(int classes, long[] state) {
        if (state.length != length(classes)) {
            throw new IllegalArgumentException(
                    "margins of " + classes + " classes have " + length(classes) + " numbers, not " + state.length);
        }
        return new QualityMargins(classes, state.clone());
    }

    /**
     * From figures that {@link QualityCounts} computed. The sums behind the means are whole numbers of units, so that
     * rounding recovers them exactly.
     *
     * @param confusion in row-major order
     * @param logLoss mean; null without labels, as {@code brierScore}
     */
    public static QualityMargins of(
            List<Long> confusion,
            @Nullable Double logLoss,
            @Nullable Double brierScore,
            List<CalibrationBin> calibration) {
        int classes = (int) Math.round(Math.sqrt(confusion.size()));
        QualityMargins margins = new QualityMargins(classes);
        int cell = 0;
        for (long images : confusion) {
            if (images != 0) {
                margins.count(cell / classes, cell % classes, images);
            }
            cell++;
        }
        long labelled = margins.labelled();
        margins.state[BY_CLASS * classes] = units(logLoss, labelled);
        margins.state[BY_CLASS * classes + 1] = units(brierScore, labelled);
        for (CalibrationBin bin : calibration) {
            int at = margins.bin(QualityCounts.binOf(bin.confidence()));
            margins.state[at] += bin.images();
            margins.state[at + 1] += bin.right();
            margins.state[at + 2] += units(bin.confidence(), bin.images());
        }
        return margins;
    }

    static QualityMargins of(QualityCounts counts) {
        int classes = counts.classes();
        QualityMargins margins = new QualityMargins(classes);
        for (int t = 0; t < classes; t++) {
            for (int p = 0; p < classes; p++) {
                margins.count(t, p, counts.confused(t, p));
            }
        }
        long[] sums = counts.toArray();
        System.arraycopy(
                sums, classes * classes, margins.state, BY_CLASS * classes, margins.state.length - BY_CLASS * classes);
        return margins;
    }

    private static long units(@Nullable Double mean, long images) {
        return mean == null ? 0 : Math.round(mean * images * QualityCounts.UNIT);
    }

    private void count(int trueClass, int predictedClass, long images) {
        state[BY_CLASS * trueClass] += images;
        state[BY_CLASS * predictedClass + 1] += images;
        state[BY_CLASS * trueClass + 2] += trueClass == predictedClass ? images : 0;
    }

    public void add(QualityMargins other) {
        change(other, 1);
    }

    /** Reverts exactly what {@link #add} with the same argument did. */
    public void subtract(QualityMargins other) {
        change(other, -1);
    }

    private void change(QualityMargins other, int sign) {
        if (other.classes != classes) {
            throw new IllegalArgumentException("expected " + classes + " classes, found " + other.classes);
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += sign * other.state[i];
        }
    }

    public int classes() {
        return classes;
    }

    /** A copy of the state, for {@link #fromArray}. */
    public long[] toArray() {
        return state.clone();
    }

    /** Images of this class. */
    public long actual(int c) {
        return state[BY_CLASS * c];
    }

    /** Images that were predicted as this class. */
    public long predicted(int c) {
        return state[BY_CLASS * c + 1];
    }

    /** Images of this class that were predicted as such. */
    public long right(int c) {
        return state[BY_CLASS * c + 2];
    }

    public long labelled() {
        return sum(0);
    }

    public long right() {
        return sum(2);
    }

    private long sum(int offset) {
        long sum = 0;
        for (int at = offset; at < BY_CLASS * classes; at += BY_CLASS) {
            sum += state[at];
        }
        return sum;
    }

    /** 0 if the class was never predicted. */
    public double precision(int c) {
        return share(right(c), predicted(c));
    }

    /** 0 if no image has the class. */
    public double recall(int c) {
        return share(right(c), actual(c));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Null without labels, as are all figures below. */
    public @Nullable Double accuracy() {
        return mean(right());
    }

    private @Nullable Double mean(double sum) {
        long labelled = labelled();
        return labelled == 0 ? null : sum / labelled;
    }

    /** Mean recall over the classes that occur among the labels. */
    public @Nullable Double balancedAccuracy() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            sum += recall(c);
            occurring += actual(c) > 0 ? 1 : 0;
        }
        return occurring == 0 ? null : sum / occurring;
    }

    private double f1(int c) {
        return share(2 * right(c), actual(c) + predicted(c));
    }

    /** Mean F1 over the classes that occur among labels or predictions. */
    public @Nullable Double macroF1() {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            sum += f1(c);
            occurring += actual(c) + predicted(c) > 0 ? 1 : 0;
        }
        return occurring == 0 ? null : sum / occurring;
    }

    public @Nullable Double weightedF1() {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            sum += f1(c) * actual(c);
        }
        return mean(sum);
    }

    public @Nullable Double logLoss() {
        return mean(state[BY_CLASS * classes] / QualityCounts.UNIT);
    }

    public @Nullable Double brierScore() {
        return mean(state[BY_CLASS * classes + 1] / QualityCounts.UNIT);
    }

    public @Nullable Double calibrationError() {
        double sum = 0;
        for (int bin = 0; bin < QualityCounts.CALIBRATION_BINS; bin++) {
            int at = bin(bin);
            sum += Math.abs(state[at + 1] - state[at + 2] / QualityCounts.UNIT);
        }
        return mean(sum);
    }

    private int bin(int bin) {
        return BY_CLASS * classes + 2 + BIN_WIDTH * bin;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QualityMargins margins
                && classes == margins.classes
                && Arrays.equals(state, margins.state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "QualityMargins" + Arrays.toString(state);
    }
}

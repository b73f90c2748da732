package dev.pentimento.statistics.quality;

import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts behind the quality of one arm: the confusion matrix, and sums for log loss, Brier score and calibration error.
 * Every sum is a fixed-point number, so that adding, subtracting and merging commute exactly: any partitioning, any
 * order and any correction of labels give the same bits.
 *
 * <p>The unit of the sums is 2⁻²⁸ (4·10⁻⁹ for one image, less for a mean). They can hold over 2·10⁹ labelled images.
 * Not thread-safe.
 */
public final class QualityCounts {
    /** Confidence bins of the calibration error: (0, 1/15], (1/15, 2/15] … (14/15, 1]. */
    public static final int CALIBRATION_BINS = 15;

    static final double UNIT = 1L << 28;
    /**
     * scikit-learn's log_loss clips at the machine epsilon of the probabilities' type, and ours are float32. A certain
     * but wrong prediction thus costs 15.9, not infinity.
     */
    static final double CLIP = 0x1p-23;

    private static final int BIN_WIDTH = 3;

    private final int classes;
    private final long[] state;

    public QualityCounts(int classes) {
        this(classes, new long[length(classes)]);
    }

    private QualityCounts(int classes, long[] state) {
        this.classes = classes;
        this.state = state;
    }

    /**
     * Reads counts from the array that {@link #toArray()} returned.
     *
     * @throws IllegalArgumentException if the length of {@code state} does not match {@code classes}
     */
    public static QualityCounts fromArray(int classes, long[] state) {
        if (state.length != length(classes)) {
            throw new IllegalArgumentException("quality counts of " + classes + " classes have " + length(classes)
                    + " numbers, not " + state.length);
        }
        return new QualityCounts(classes, state.clone());
    }

    private static int length(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be positive: " + classes);
        }
        return Math.addExact(Math.multiplyExact(classes, classes), 2 + BIN_WIDTH * CALIBRATION_BINS);
    }

    /**
     * Counts one labelled image.
     *
     * @param probabilities one per class, 0 to 1
     * @throws IllegalArgumentException if a class or a probability is out of range; then nothing is counted
     */
    public void add(int trueClass, int predictedClass, float[] probabilities) {
        requireWidth(probabilities.length);
        change(trueClass, predictedClass, probabilities, 0, 1);
    }

    /** Counts one labelled image whose probabilities are a row of {@code probabilities}. */
    public void add(int trueClass, int predictedClass, FloatMatrix probabilities, int row) {
        requireWidth(probabilities.columns());
        change(trueClass, predictedClass, probabilities.values(), row * classes, 1);
    }

    /** Reverts exactly what {@link #add(int, int, float[])} with the same arguments did. */
    public void subtract(int trueClass, int predictedClass, float[] probabilities) {
        requireWidth(probabilities.length);
        change(trueClass, predictedClass, probabilities, 0, -1);
    }

    /** Adds everything that {@code other} counted. */
    public void merge(QualityCounts other) {
        requireWidth(other.classes);
        for (int i = 0; i < state.length; i++) {
            state[i] += other.state[i];
        }
    }

    /** The same counts as if each image had been counted several times: the counts of images that stand for others. */
    public QualityCounts times(long weight) {
        long[] weighted = new long[state.length];
        for (int i = 0; i < state.length; i++) {
            weighted[i] = Math.multiplyExact(state[i], weight);
        }
        return new QualityCounts(classes, weighted);
    }

    public int classes() {
        return classes;
    }

    /** Images that were predicted correctly. */
    public long right() {
        long right = 0;
        for (int c = 0; c < classes; c++) {
            right += confused(c, c);
        }
        return right;
    }

    /** A copy of the state, for {@link #fromArray}: the confusion matrix in row-major order, then the sums. */
    public long[] toArray() {
        return state.clone();
    }

    public QualityFigures figures() {
        return FiguresFromCounts.compute(this);
    }

    /** The reliability diagram of the calibration error: the bins that contain images, least confident first. */
    public List<CalibrationBin> calibration() {
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
            int at = bin(bin);
            if (state[at] > 0) {
                bins.add(new CalibrationBin(state[at], state[at + 1], state[at + 2] / UNIT / state[at]));
            }
        }
        return bins;
    }

    long confused(int trueClass, int predictedClass) {
        return state[trueClass * classes + predictedClass];
    }

    /** The calibration bin of a confidence. */
    static int binOf(double confidence) {
        return Math.min(CALIBRATION_BINS, Math.max(1, (int) Math.ceil(confidence * CALIBRATION_BINS))) - 1;
    }

    private int bin(int bin) {
        return classes * classes + 2 + BIN_WIDTH * bin;
    }

    private void change(int trueClass, int predictedClass, float[] values, int from, int sign) {
        requireClass(trueClass);
        requireClass(predictedClass);
        requireProbabilities(values, from);
        double confidence = values[from + predictedClass];
        int at = bin(binOf(confidence));
        state[trueClass * classes + predictedClass] += sign;
        state[classes * classes] += sign * fixed(logLoss(trueClass, values, from));
        state[classes * classes + 1] += sign * fixed(brier(trueClass, values, from));
        state[at] += sign;
        state[at + 1] += trueClass == predictedClass ? sign : 0;
        state[at + 2] += sign * fixed(confidence);
    }

    private static long fixed(double value) {
        return Math.round(value * UNIT);
    }

    /**
     * As in scikit-learn: clip, divide by the row's sum, take the logarithm. Uses strict arithmetic, so every machine
     * rounds in the same way.
     */
    private double logLoss(int trueClass, float[] values, int from) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += clip(values[from + i]);
        }
        return -StrictMath.log(clip(values[from + trueClass]) / sum);
    }

    private static double clip(double probability) {
        return Math.min(1 - CLIP, Math.max(CLIP, probability));
    }

    private double brier(int trueClass, float[] values, int from) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            double distance = values[from + i] - (i == trueClass ? 1.0 : 0.0);
            sum += distance * distance;
        }
        return sum;
    }

    private void requireClass(int named) {
        if (named < 0 || named >= classes) {
            throw new IllegalArgumentException(
                    "class " + named + " is out of range: there are " + classes + " classes");
        }
    }

    private void requireWidth(int found) {
        if (found != classes) {
            throw new IllegalArgumentException("expected " + classes + " classes, found " + found);
        }
    }

    private void requireProbabilities(float[] values, int from) {
        for (int i = from; i < from + classes; i++) {
            if (!(values[i] >= 0 && values[i] <= 1.0001f)) {
                throw new IllegalArgumentException("probability of class " + (i - from) + " is " + values[i]);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QualityCounts counts && classes == counts.classes && Arrays.equals(state, counts.state);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(state);
    }

    @Override
    public String toString() {
        return "QualityCounts" + Arrays.toString(state);
    }
}

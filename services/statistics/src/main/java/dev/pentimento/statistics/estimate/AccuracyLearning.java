package dev.pentimento.statistics.estimate;

import dev.pentimento.statistics.estimate.LearnedAccuracy.LinearFit;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Learns how accuracy falls with what windows show without labels: a ridge regression (Hoerl and Kennard 1970) of the
 * logit of accuracy on three figures, from windows of disturbed images whose labels are known. Three figures, because
 * more of them predicted kinds of disturbance that were left out no better.
 */
public final class AccuracyLearning {
    private static final double RIDGE = 3;
    /** A figure that never varies must not be divided by zero. */
    private static final double SMALLEST_SCALE = 1e-9;

    private AccuracyLearning() {}

    /**
     * A window of labelled images.
     *
     * @param kind what was done to the images; all windows of a kind are left out together
     * @param signs what it shows without labels
     * @param accuracy its true accuracy, 0 to 1
     */
    public record Window(String kind, WindowSigns signs, double accuracy) {}

    /**
     * @param windows of at least three kinds
     * @param heldOut accuracy on the held-out images as they are
     * @throws IllegalArgumentException if there are fewer kinds
     */
    public static LearnedAccuracy learn(List<Window> windows, double heldOut) {
        List<String> kinds = windows.stream().map(Window::kind).distinct().toList();
        if (kinds.size() < 3) {
            throw new IllegalArgumentException("accuracy cannot be learned from " + kinds.size() + " kinds of windows");
        }
        LinearFit fit = fit(windows);
        double farthest = windows.stream()
                .mapToDouble(window -> fit.leverage(window.signs()))
                .max()
                .orElseThrow();
        return new LearnedAccuracy(heldOut, factor(windows, kinds, heldOut), farthest, fit);
    }

    /** The quantile of the errors on each kind by a regression without it, relative to the scale of the estimate. */
    private static double factor(List<Window> windows, List<String> kinds, double heldOut) {
        double[] errors = kinds.stream()
                .flatMapToDouble(kind -> {
                    LinearFit others = fit(windows.stream()
                            .filter(window -> !window.kind().equals(kind))
                            .toList());
                    return windows.stream()
                            .filter(window -> window.kind().equals(kind))
                            .mapToDouble(window -> error(others, window, heldOut));
                })
                .sorted()
                .toArray();
        int rank = (int) Math.ceil((errors.length + 1) * LearnedAccuracy.COVERAGE);
        return errors[Math.min(rank, errors.length) - 1];
    }

    private static double error(LinearFit fit, Window window, double heldOut) {
        double estimated = fit.accuracy(window.signs());
        return Math.abs(estimated - window.accuracy()) / LearnedAccuracy.scale(estimated, heldOut);
    }

    private static LinearFit fit(List<Window> windows) {
        double[][] values =
                windows.stream().map(window -> window.signs().values()).toArray(double[][]::new);
        double[] center = new double[WindowSigns.SIZE];
        double[] scale = new double[WindowSigns.SIZE];
        for (int i = 0; i < WindowSigns.SIZE; i++) {
            int figure = i;
            double mean = Arrays.stream(values)
                    .mapToDouble(each -> each[figure])
                    .average()
                    .orElse(0);
            double variance = Arrays.stream(values)
                    .mapToDouble(each -> (each[figure] - mean) * (each[figure] - mean))
                    .average()
                    .orElse(0);
            center[i] = mean;
            scale[i] = Math.max(SMALLEST_SCALE, Math.sqrt(variance));
        }
        LinearFit units = new LinearFit(center, scale, new double[0], new double[0]);
        RealMatrix terms = new Array2DRowRealMatrix(
                windows.stream().map(window -> units.terms(window.signs())).toArray(double[][]::new), false);
        double[] logits = windows.stream()
                .mapToDouble(window -> WindowSigns.logit(window.accuracy()))
                .toArray();
        RealMatrix inverse = new LUDecomposition(
                        terms.transpose().multiply(terms).add(penalty()))
                .getSolver()
                .getInverse();
        double[] weights = inverse.operate(terms.transpose().operate(new ArrayRealVector(logits, false)))
                .toArray();
        return new LinearFit(
                center,
                scale,
                weights,
                Arrays.stream(inverse.getData()).flatMapToDouble(Arrays::stream).toArray());
    }

    /** The constant is not penalized. */
    private static RealMatrix penalty() {
        double[] diagonal = new double[WindowSigns.SIZE + 1];
        Arrays.fill(diagonal, 1, diagonal.length, RIDGE);
        return MatrixUtils.createRealDiagonalMatrix(diagonal);
    }
}

package dev.pentimento.statistics.estimate;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.util.FastMath;

/**
 * Converts the predicted class's probability into the probability that the prediction is right, by beta calibration
 * (Kull, Silva Filho and Flach 2017, "Beta calibration", equation 2): its logit is a·ln p − b·ln(1 − p) + c, with three
 * numbers fitted on held-out labelled images.
 *
 * @param a weight of ln p
 * @param b weight of −ln(1 − p)
 * @param c constant
 */
public record ConfidenceCalibration(double a, double b, double c) {
    private static final double SMALLEST = 1e-6;
    private static final int ITERATIONS = 50;
    /** Keeps the weights finite if confidence separates right from wrong perfectly. */
    private static final double RIDGE = 1e-3;

    /**
     * Maximum likelihood by Newton's method.
     *
     * @param confidences probability of the predicted class of each held-out image
     * @param right whether each prediction was right
     */
    public static ConfidenceCalibration fit(float[] confidences, boolean[] right) {
        if (confidences.length == 0 || confidences.length != right.length) {
            throw new IllegalArgumentException(
                    confidences.length + " confidences with " + right.length + " outcomes cannot be calibrated");
        }
        double[] weights = {1, 1, 0};
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] step = newtonStep(confidences, right, weights);
            double length = 0;
            for (int i = 0; i < weights.length; i++) {
                double bounded = Math.max(-1, Math.min(1, step[i]));
                weights[i] += bounded;
                length += Math.abs(bounded);
            }
            if (length < 1e-10) {
                break;
            }
        }
        return new ConfidenceCalibration(weights[0], weights[1], weights[2]);
    }

    private static double[] newtonStep(float[] confidences, boolean[] right, double[] weights) {
        double[] gradient = new double[3];
        double[][] hessian = new double[3][3];
        for (int i = 0; i < 3; i++) {
            gradient[i] = -RIDGE * (weights[i] - (i < 2 ? 1 : 0));
            hessian[i][i] = RIDGE;
        }
        for (int n = 0; n < confidences.length; n++) {
            double[] x = features(confidences[n]);
            double chance = sigmoid(weights[0] * x[0] + weights[1] * x[1] + weights[2]);
            for (int i = 0; i < 3; i++) {
                gradient[i] += x[i] * ((right[n] ? 1 : 0) - chance);
                for (int j = 0; j < 3; j++) {
                    hessian[i][j] += x[i] * x[j] * chance * (1 - chance);
                }
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(hessian, false))
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
    }

    private static double[] features(double confidence) {
        double p = Math.max(SMALLEST, Math.min(1 - SMALLEST, confidence));
        return new double[] {FastMath.log(p), -FastMath.log(1 - p), 1};
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + FastMath.exp(-logit));
    }

    /** The probability that a prediction with this confidence is right. */
    public double chance(double confidence) {
        double[] x = features(confidence);
        return sigmoid(a * x[0] + b * x[1] + c);
    }
}

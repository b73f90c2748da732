package dev.pentimento.learning.synthetic;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Accuracy of the Bayes classifier of equally frequent classes N(μ_c, σ²I) scaled to length one. Given the direction u,
 * the density of class c is that of a projected normal distribution, proportional to exp(−‖μ_c‖²/2σ²) · ∫ r^(d−1)
 * exp(−r²/2 + r·u·μ_c/σ) dr (Mardia and Jupp 2000, section 9.3.3); choosing the class with the largest density is right
 * as often as possible. The accuracy is averaged over random points.
 *
 * @param accuracy from 0 to 1
 * @param standardError standard error of the average
 */
public record BayesAccuracy(double accuracy, double standardError) {
    private static final int NODES = 400;
    private static final double DEVIATIONS = 10;

    static BayesAccuracy of(double[][] centroids, double sigma, int draws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int right = 0;
        for (int i = 0; i < draws; i++) {
            int label = random.nextInt(centroids.length);
            right += best(direction(centroids[label], sigma, random), centroids, sigma) == label ? 1 : 0;
        }
        double accuracy = (double) right / draws;
        return new BayesAccuracy(accuracy, Math.sqrt(accuracy * (1 - accuracy) / draws));
    }

    /** A point of N(centroid, σ²I), scaled to length one. */
    static double[] direction(double[] centroid, double sigma, RandomGenerator random) {
        double[] point = new double[centroid.length];
        double squares = 0;
        for (int d = 0; d < point.length; d++) {
            point[d] = centroid[d] + sigma * random.nextGaussian();
            squares += point[d] * point[d];
        }
        for (int d = 0; d < point.length; d++) {
            point[d] /= Math.sqrt(squares);
        }
        return point;
    }

    private static int best(double[] direction, double[][] centroids, double sigma) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < centroids.length; c++) {
            double logDensity = logDensity(direction, centroids[c], sigma);
            if (logDensity > highest) {
                highest = logDensity;
                best = c;
            }
        }
        return best;
    }

    /** Of a direction, up to a constant that all classes share. */
    static double logDensity(double[] direction, double[] centroid, double sigma) {
        double along = 0;
        double squares = 0;
        for (int d = 0; d < direction.length; d++) {
            along += direction[d] * centroid[d];
            squares += centroid[d] * centroid[d];
        }
        return logRadialIntegral(direction.length, along / sigma) - squares / (2 * sigma * sigma);
    }

    /**
     * log ∫₀^∞ r^(d−1) exp(−r²/2 + r·a) dr, by the trapezoidal rule over ten widths around the integrand's one peak: to
     * rounding, but where the peak is close to zero, at a few dimensions, to about four digits.
     */
    static double logRadialIntegral(int dimensions, double a) {
        double power = dimensions - 1;
        double peak = (a + Math.sqrt(a * a + 4 * power)) / 2;
        double width = 1 / Math.sqrt(1 + power / (peak * peak));
        double from = Math.max(0, peak - DEVIATIONS * width);
        double step = (peak + DEVIATIONS * width - from) / NODES;
        double top = logIntegrand(power, a, peak);
        double sum = 0;
        for (int i = 0; i <= NODES; i++) {
            double value = Math.exp(logIntegrand(power, a, from + i * step) - top);
            sum += i == 0 || i == NODES ? value / 2 : value;
        }
        return top + Math.log(sum * step);
    }

    private static double logIntegrand(double power, double a, double r) {
        return (power == 0 ? 0 : power * Math.log(r)) - r * r / 2 + r * a;
    }
}

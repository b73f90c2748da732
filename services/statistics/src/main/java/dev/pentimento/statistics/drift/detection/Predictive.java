package dev.pentimento.statistics.drift.detection;

import org.hipparchus.special.Gamma;
import org.hipparchus.util.FastMath;

/** The Dirichlet-multinomial distribution of counts, given the bin weights; without the multinomial coefficient. */
final class Predictive {
    /** Up to this number of factors, a product is faster than two logarithms of Γ and cannot overflow. */
    private static final int FEW = 40;

    private Predictive() {}

    /** Logarithm of the probability of {@code counts}. */
    static double log(double[] weights, double[] counts) {
        double log = 0;
        double total = 0;
        double images = 0;
        for (int b = 0; b < weights.length; b++) {
            log += logRising(weights[b], counts[b]);
            total += weights[b];
            images += counts[b];
        }
        return log - logRising(total, images);
    }

    /** ln Γ(weight + count) − ln Γ(weight). */
    private static double logRising(double weight, double count) {
        if (count == 0) {
            return 0;
        }
        if (count > FEW || count != (int) count || weight > 1e7) {
            return Gamma.logGamma(weight + count) - Gamma.logGamma(weight);
        }
        double product = 1;
        for (int i = 0; i < (int) count; i++) {
            product *= weight + i;
        }
        return FastMath.log(product);
    }
}

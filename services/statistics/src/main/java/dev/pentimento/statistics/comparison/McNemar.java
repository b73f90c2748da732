package dev.pentimento.statistics.comparison;

import org.hipparchus.special.Beta;

/** McNemar's test of two classifiers on the same images (McNemar 1947), in its exact form. */
public final class McNemar {
    private McNemar() {}

    /**
     * Two-sided exact p: the probability that a fair coin, tossed {@code helped + hurt} times, gives at least as uneven
     * a result. 1 if no image distinguishes the two.
     *
     * @param helped images that only the second classifier gets right
     * @param hurt images that only the first one gets right
     */
    public static double exactP(int helped, int hurt) {
        if (helped < 0 || hurt < 0) {
            throw new IllegalArgumentException("counts must not be negative: " + helped + ", " + hurt);
        }
        int discordant = Math.addExact(helped, hurt);
        if (discordant == 0) {
            return 1;
        }
        int fewer = Math.min(helped, hurt);
        // P(X ≤ k) = I½(n − k, k + 1). The library's binomial distribution computes 1 minus the complement, which is 0
        // below 10⁻¹⁶.
        return Math.min(1, 2 * Beta.regularizedBeta(0.5, (double) discordant - fewer, fewer + 1.0));
    }
}

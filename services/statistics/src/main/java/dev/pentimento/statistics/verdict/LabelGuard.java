package dev.pentimento.statistics.verdict;

/**
 * Holds verdicts back while the labelled images are not like all images: labels that come first for slices on which one
 * arm is better break any verdict that is looked at as it grows. Simulated without a true difference, a favourable slice
 * that is labelled first gave a false verdict each time without a guard, in 35 % with a limit of 0.1, and in 3 % with
 * this one.
 */
public final class LabelGuard {
    /** Largest total variation over slices between labelled and all images at which a verdict is given. */
    public static final double LIMIT = 0.05;

    private LabelGuard() {}

    /** @param distance total variation, 0 to 1 */
    public static boolean allows(double distance) {
        return distance <= LIMIT;
    }
}

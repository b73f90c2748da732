package dev.pentimento.learning.training;

/** Checks of settings. */
public final class Ranges {
    private Ranges() {}

    public static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    public static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }
}

package dev.pentimento.statistics.requests;

import java.util.Comparator;

/**
 * How an image was drawn for a label. Probabilities are powers of two, so that the inverse of each is an integer, and
 * weighted counts add exactly.
 *
 * @param flipHalvings flips are drawn with a probability of 2 to the power of minus this, 0 to {@link #MOST_HALVINGS}
 * @param otherHalvings the same for other images, at least {@code flipHalvings}
 * @param flip whether this image is a flip
 */
public record Drawing(int flipHalvings, int otherHalvings, boolean flip) implements Comparable<Drawing> {
    /** One image in a million. */
    public static final int MOST_HALVINGS = 20;

    private static final Comparator<Drawing> ORDER = Comparator.comparingInt(Drawing::flipHalvings)
            .thenComparingInt(Drawing::otherHalvings)
            .thenComparing(Drawing::flip);

    public Drawing {
        if (flipHalvings < 0 || otherHalvings < flipHalvings || otherHalvings > MOST_HALVINGS) {
            throw new IllegalArgumentException("no probabilities: 2^-" + flipHalvings + " and 2^-" + otherHalvings);
        }
    }

    /** Reads {@link #text}. */
    public static Drawing ofText(String text) {
        String[] parts = text.split("-", -1);
        boolean known = parts.length == 3 && (parts[2].equals("flip") || parts[2].equals("other"));
        if (!known) {
            throw new IllegalArgumentException("no drawing: " + text);
        }
        return new Drawing(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2].equals("flip"));
    }

    /** Its form in stored keys. */
    public String text() {
        return flipHalvings + "-" + otherHalvings + "-" + (flip ? "flip" : "other");
    }

    /** The inverse of the probability with which this image was drawn. */
    public long weight() {
        return 1L << (flip ? flipHalvings : otherHalvings);
    }

    public double probability() {
        return 1.0 / weight();
    }

    public double flipProbability() {
        return 1.0 / (1L << flipHalvings);
    }

    public double otherProbability() {
        return 1.0 / (1L << otherHalvings);
    }

    /** By how many halvings the probability of other images is below that of flips. */
    public int ratio() {
        return otherHalvings - flipHalvings;
    }

    /** The same probabilities for an image of the other or the same kind. */
    public Drawing of(boolean isFlip) {
        return new Drawing(flipHalvings, otherHalvings, isFlip);
    }

    @Override
    public int compareTo(Drawing other) {
        return ORDER.compare(this, other);
    }
}

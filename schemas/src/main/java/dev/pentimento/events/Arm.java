package dev.pentimento.events;

import java.util.Locale;

/**
 * A way to classify an image, whose quality is measured. Written in the fields {@code arm}, {@code baseline} and {@code
 * challenger} of {@link QualityWindow}.
 */
public enum Arm {
    /** The champion's classifier on the embedding as it is. */
    ORIGINAL,
    /** The same classifier on the champion's correction of the embedding. */
    CORRECTED,
    /** A candidate version, evaluated in shadow; the version given with the arm distinguishes candidates. */
    CANDIDATE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The name used in events. */
    public String text() {
        return text;
    }

    /** Whether the field of an event contains this arm's name. */
    public boolean is(CharSequence written) {
        return text.contentEquals(written);
    }

    @Override
    public String toString() {
        return text;
    }
}

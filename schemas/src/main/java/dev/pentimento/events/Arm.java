package dev.pentimento.events;

import java.util.Locale;

/**
 * A way to classify an image whose quality is measured, as the fields {@code arm}, {@code baseline} and
 * {@code challenger} of {@link QualityWindow} write it.
 */
public enum Arm {
    /** The champion's classifier on the embedding as it is. */
    ORIGINAL,
    /** The same classifier on the champion's correction of the embedding. */
    CORRECTED,
    /** A candidate version, judged in shadow; the version beside the arm distinguishes candidates. */
    CANDIDATE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As the events write it. */
    public String text() {
        return text;
    }

    /** Whether an event's field names this arm. */
    public boolean is(CharSequence written) {
        return text.contentEquals(written);
    }

    @Override
    public String toString() {
        return text;
    }
}

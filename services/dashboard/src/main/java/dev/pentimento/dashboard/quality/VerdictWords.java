package dev.pentimento.dashboard.quality;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.Verdict;
import java.util.Locale;

/** The verdict as a sentence. Differences are given in points: hundredths of accuracy. */
public final class VerdictWords {
    private VerdictWords() {}

    public static String of(Comparison paired) {
        if (paired.getLabelled() == 0
                || paired.getDifference() == null
                || paired.getLower() == null
                || paired.getUpper() == null) {
            return "No verdict on the correction yet: no image has a label";
        }
        String figures = String.format(
                Locale.ENGLISH,
                ": %s points, between %s and %s, after %,d %s",
                points(paired.getDifference()),
                points(paired.getLower()),
                points(paired.getUpper()),
                paired.getLabelled(),
                paired.getLabelled() == 1 ? "label" : "labels");
        return opening(paired.getVerdict()) + figures + outlook(paired);
    }

    private static String opening(Verdict verdict) {
        return switch (verdict) {
            case HELPS -> "The correction helps";
            case HURTS -> "The correction hurts";
            case EQUIVALENT -> "The correction makes no difference that matters";
            case UNDECIDED -> "Whether the correction helps is not decided yet";
        };
    }

    private static String outlook(Comparison paired) {
        if (paired.getHeldBackReason() != null) {
            return "; the labels would decide, but the verdict is held back: " + paired.getHeldBackReason();
        }
        if (paired.getVerdict() != Verdict.UNDECIDED || paired.getLabelsNeeded() == null) {
            return "";
        }
        return String.format(Locale.ENGLISH, "; about %,d more labels would decide", paired.getLabelsNeeded());
    }

    /** With its sign, and a true minus. */
    static String points(double difference) {
        String text = String.format(Locale.ENGLISH, "%+.1f", 100 * difference);
        return text.equals("-0.0") ? "+0.0" : text.replace('-', '\u2212');
    }
}

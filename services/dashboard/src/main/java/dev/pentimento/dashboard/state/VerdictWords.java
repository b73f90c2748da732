package dev.pentimento.dashboard.state;

import dev.pentimento.events.Verdict;
import java.util.Locale;

/** The verdict as a sentence. Differences are told in points: hundredths of accuracy. */
final class VerdictWords {
    private VerdictWords() {}

    static String of(QualityEntry.Paired paired) {
        if (paired.labelled() == 0 || paired.difference() == null || paired.lower() == null || paired.upper() == null) {
            return "Nothing can be said of the correction yet: no image has a label";
        }
        String figures = String.format(
                Locale.ENGLISH,
                ": %s points, between %s and %s, after %,d %s",
                points(paired.difference()),
                points(paired.lower()),
                points(paired.upper()),
                paired.labelled(),
                paired.labelled() == 1 ? "label" : "labels");
        return opening(paired.verdict()) + figures + outlook(paired);
    }

    private static String opening(Verdict verdict) {
        return switch (verdict) {
            case HELPS -> "The correction helps";
            case HURTS -> "The correction hurts";
            case EQUIVALENT -> "The correction makes no difference that matters";
            case UNDECIDED -> "Whether the correction helps is not decided yet";
        };
    }

    private static String outlook(QualityEntry.Paired paired) {
        if (paired.heldBackReason() != null) {
            return "; the labels would decide, but the verdict is held back: " + paired.heldBackReason();
        }
        if (paired.verdict() != Verdict.UNDECIDED || paired.labelsNeeded() == null) {
            return "";
        }
        return String.format(Locale.ENGLISH, "; about %,d more labels would decide", paired.labelsNeeded());
    }

    /** With its sign, and a true minus. */
    static String points(double difference) {
        String text = String.format(Locale.ENGLISH, "%+.1f", 100 * difference);
        return text.equals("-0.0") ? "+0.0" : text.replace('-', '\u2212');
    }
}

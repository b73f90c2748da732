package dev.pentimento.dashboard.quality;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.Verdict;
import java.util.Locale;

/** The verdict as a sentence. Differences are given in percentage points of accuracy. */
public final class VerdictWords {
    private VerdictWords() {}

    public static String of(Comparison paired) {
        if (paired.getLabelled() == 0
                || paired.getDifference() == null
                || paired.getLower() == null
                || paired.getUpper() == null) {
            return "No verdict on the correction yet: no image has a label" + epoch(paired);
        }
        String figures = String.format(
                Locale.ENGLISH,
                ": %s points, between %s and %s, after %,d %s",
                points(paired.getDifference()),
                points(paired.getLower()),
                points(paired.getUpper()),
                paired.getLabelled(),
                paired.getLabelled() == 1 ? "label" : "labels");
        return opening(paired.getVerdict()) + figures + epoch(paired) + outlook(paired);
    }

    private static String opening(Verdict verdict) {
        return switch (verdict) {
            case HELPS -> "The correction helps";
            case HURTS -> "The correction hurts";
            case EQUIVALENT -> "The correction makes no practical difference";
            case UNDECIDED -> "It is not yet decided whether the correction helps";
        };
    }

    private static String epoch(Comparison paired) {
        String alarm = paired.getEpochAlarm();
        boolean began = alarm != null && paired.getEpoch() > 0; // else it counts since the version was promoted
        return !began ? "" : " since drift alarm " + alarm + " was resolved";
    }

    private static String outlook(Comparison paired) {
        if (paired.getHeldBackReason() != null) {
            return "; there are enough labels, but the verdict is held back: " + paired.getHeldBackReason();
        }
        if (paired.getVerdict() != Verdict.UNDECIDED || paired.getLabelsNeeded() == null) {
            return "";
        }
        return String.format(
                Locale.ENGLISH, "; about %,d more labels are needed for a verdict", paired.getLabelsNeeded());
    }

    /** With a sign, using a true minus character. */
    static String points(double difference) {
        String text = String.format(Locale.ENGLISH, "%+.1f", 100 * difference);
        return text.equals("-0.0") ? "+0.0" : text.replace('-', '\u2212');
    }
}

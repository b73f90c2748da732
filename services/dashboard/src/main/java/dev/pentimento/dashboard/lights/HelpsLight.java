package dev.pentimento.dashboard.lights;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.RequestedComparison;
import java.util.Locale;
import java.util.Optional;

/** Says what the verdict on the correction is. Differences are in percentage points of accuracy. */
public final class HelpsLight {
    private HelpsLight() {}

    public static Helps of(Optional<ModelVersion> champion, Optional<Comparison> paired) {
        if (champion.isEmpty()) {
            return new Helps(
                    State.UNKNOWN, "None", "There is no model yet.", null, "First, a model needs to be in use.");
        }
        if (champion.get().getCorrectionFile() == null) {
            return new Helps(
                    State.UNKNOWN,
                    "None",
                    "The model answers without a correction, so there is nothing to compare.",
                    null,
                    "The trainer learns one when the input has moved and some of those images have labels.");
        }
        return paired.filter(HelpsLight::hasFigures)
                .map(HelpsLight::judged)
                .orElseGet(() -> new Helps(
                        State.UNKNOWN,
                        "Not known",
                        "No image has a label" + paired.map(HelpsLight::epoch).orElse("") + ".",
                        null,
                        "Label some images: the verdict needs them."));
    }

    private static boolean hasFigures(Comparison paired) {
        return labels(paired) > 0
                && paired.getDifference() != null
                && paired.getLower() != null
                && paired.getUpper() != null;
    }

    /** Labels that the verdict rests on, requested or not. */
    private static long labels(Comparison paired) {
        RequestedComparison requested = paired.getRequested();
        return paired.getLabelled() + (requested == null ? 0 : requested.getAnswered());
    }

    private static Helps judged(Comparison paired) {
        String figures = String.format(
                Locale.ENGLISH,
                "%s points of accuracy (%s to %s) on %,d %s%s.",
                points(paired.getDifference()),
                points(paired.getLower()),
                points(paired.getUpper()),
                labels(paired),
                labels(paired) == 1 ? "label" : "labels",
                epoch(paired));
        String held = paired.getHeldBackReason();
        return switch (paired.getVerdict()) {
            case HELPS -> new Helps(State.GOOD, "Yes", figures, held, "Nothing to do.");
            case HURTS ->
                new Helps(State.BAD, "No, it hurts", figures, held, "Roll back to the former version, under Versions.");
            case EQUIVALENT -> new Helps(State.GOOD, "No difference", figures, held, "Nothing to do.");
            case UNDECIDED -> new Helps(State.DOUBTFUL, "Not decided", figures, held, undecided(paired));
        };
    }

    private static String undecided(Comparison paired) {
        if (paired.getHeldBackReason() != null) {
            return "Label images at random, from every source.";
        }
        return paired.getLabelsNeeded() == null
                ? "Wait for more labels."
                : String.format(Locale.ENGLISH, "Wait for about %,d more labels.", paired.getLabelsNeeded());
    }

    /** The time that the evidence covers. */
    private static String epoch(Comparison paired) {
        return paired.getEpochAlarm() != null && paired.getEpoch() > 0
                ? " since the last drift ended"
                : " since it became champion";
    }

    /** With a sign, using a true minus character. */
    static String points(double difference) {
        String text = String.format(Locale.ENGLISH, "%+.1f", 100 * difference);
        return text.equals("-0.0") ? "+0.0" : text.replace('-', '\u2212');
    }
}

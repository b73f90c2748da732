package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import java.util.Locale;
import java.util.Objects;

/** The figures of a comparison in words. */
final class Figures {
    private Figures() {}

    static String of(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "on %d labelled images%s %d helped and %d hurt, accuracy %+.1f points (%+.1f to %+.1f)",
                comparison.getLabelled(),
                comparison.getEpochAlarm() == null
                        ? ""
                        : " since alarm " + comparison.getEpochAlarm() + " was resolved",
                comparison.getHelped(),
                comparison.getHurt(),
                100 * difference(comparison),
                100 * Objects.requireNonNullElse(comparison.getLower(), -1.0),
                100 * Objects.requireNonNullElse(comparison.getUpper(), 1.0));
    }

    static double difference(Comparison comparison) {
        return Objects.requireNonNullElse(comparison.getDifference(), 0.0);
    }
}

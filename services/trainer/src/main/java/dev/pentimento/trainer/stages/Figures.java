package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.RequestedComparison;
import java.util.Locale;
import java.util.Objects;

/** The figures of a comparison in words. */
final class Figures {
    private Figures() {}

    static String of(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "on %d labelled images%s %d helped and %d hurt, accuracy %+.1f points (%+.1f to %+.1f)",
                labels(comparison),
                comparison.getEpochAlarm() == null
                        ? ""
                        : " since alarm " + comparison.getEpochAlarm() + " was resolved",
                helped(comparison),
                hurt(comparison),
                100 * difference(comparison),
                100 * Objects.requireNonNullElse(comparison.getLower(), -1.0),
                100 * Objects.requireNonNullElse(comparison.getUpper(), 1.0));
    }

    /** Labelled images behind the verdict, requested or not. An image with labels of both kinds counts twice. */
    static long labels(Comparison comparison) {
        RequestedComparison requested = comparison.getRequested();
        return comparison.getLabelled() + (requested == null ? 0 : requested.getAnswered());
    }

    private static long helped(Comparison comparison) {
        RequestedComparison requested = comparison.getRequested();
        return comparison.getHelped() + (requested == null ? 0 : requested.getHelped());
    }

    private static long hurt(Comparison comparison) {
        RequestedComparison requested = comparison.getRequested();
        return comparison.getHurt() + (requested == null ? 0 : requested.getHurt());
    }

    static double difference(Comparison comparison) {
        return Objects.requireNonNullElse(comparison.getDifference(), 0.0);
    }
}

package dev.pentimento.dashboard.lights;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Harm;
import dev.pentimento.events.HarmAlarm;
import dev.pentimento.events.HarmBasis;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says beside "the input has moved" whether accuracy has fallen by more than the margin. */
final class HarmWords {
    private static final String UNKNOWN = " Whether it does harm is not known yet.";

    private HarmWords() {}

    /** @param overAll whether the open alarm is one over all images */
    static Moved with(Moved moved, boolean overAll, DriftWindow latest) {
        Harm harm = latest.getHarm();
        if (harm == null) {
            return moved;
        }
        return switch (harm.getFinding()) {
            case HARMFUL -> harmful(moved, harm);
            case HARMLESS -> overAll ? harmless(moved, harm) : moved;
            case UNKNOWN -> overAll ? said(moved, moved.state(), moved.answer(), UNKNOWN, moved.next()) : moved;
        };
    }

    private static Moved harmless(Moved moved, Harm harm) {
        return said(
                moved,
                State.DOUBTFUL,
                "Yes, harmless",
                String.format(
                        Locale.ENGLISH,
                        " It does no harm: since then, %s of the original answers are right, and harm begins below"
                                + " %.1f %%.",
                        interval(harm),
                        100 * harm.getLimit()),
                "Find out what changed. The model need not be changed for it.");
    }

    private static Moved harmful(Moved moved, Harm harm) {
        boolean drift = moved.alarms() > 0;
        HarmAlarm alarm = harm.getAlarm();
        boolean byLabels = alarm != null && alarm.getBasis() == HarmBasis.LABELS;
        String words = String.format(
                Locale.ENGLISH,
                " The accuracy of the original answers has fallen below %.1f %%, %s%s.%s",
                100 * harm.getLimit(),
                byLabels ? "as the labels show" : "as far as it can be estimated",
                harm.getLower() == null ? "" : ": it is " + interval(harm),
                drift ? "" : " The classes may mean something else than before.");
        return said(
                moved,
                State.BAD,
                drift ? "Yes, and it does harm" : moved.answer() + ", but there is harm",
                words,
                "Label some of the latest images: the trainer learns a correction from them.");
    }

    private static String interval(Harm harm) {
        return percent(harm.getLower()) + " to " + percent(harm.getUpper()) + " %";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "?" : String.format(Locale.ENGLISH, "%.0f", 100 * share);
    }

    private static Moved said(Moved moved, State state, String answer, String more, String next) {
        return new Moved(state, answer, moved.sentence() + more, next, moved.alarms(), moved.size(), moved.source());
    }
}

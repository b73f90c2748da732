package dev.pentimento.dashboard.lights;

import dev.pentimento.events.ClassShare;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether the input has moved, and says in plain words what moved. */
public final class MovedLight {
    /** A share of a class that changes by less is not worth a sentence. */
    private static final double NOTABLE = 0.02;

    private static final int CLASSES = 2;

    private MovedLight() {}

    /**
     * @param open the open alarms, of all images first
     * @param latest the newest window of all images; empty if none has been measured
     */
    public static Moved of(List<DriftAlarm> open, Optional<DriftWindow> latest) {
        if (!open.isEmpty()) {
            DriftAlarm alarm = open.get(0);
            return new Moved(
                    State.BAD,
                    "Yes",
                    words(alarm, latest.map(DriftWindow::getClassShares).orElse(List.of())),
                    "Look at the images below. Label some of them, so that the first light can answer.",
                    open.size(),
                    alarm.getSize() > 0 ? alarm.getSize() : null);
        }
        if (latest.isEmpty()) {
            return new Moved(
                    State.UNKNOWN,
                    "Not known",
                    "No window of images has been compared with the training images yet.",
                    "Wait for the first window of images.",
                    0,
                    null);
        }
        return new Moved(State.GOOD, "No", "The images look like the training images.", "Nothing to do.", 0, null);
    }

    static String words(DriftAlarm alarm, List<ClassShare> shares) {
        String classes = classes(shares);
        return howMany(alarm.getSize())
                + " unlike the training images."
                + (classes == null ? "" : " " + classes)
                + (alarm.getSources().isEmpty() ? "" : " The change comes with " + sources(alarm.getSources()) + ".");
    }

    private static String howMany(double size) {
        if (size >= 0.5) {
            return "Most images look";
        }
        return size >= 0.2 ? "Many images look" : "Some images look";
    }

    private static String sources(List<String> sources) {
        return (sources.size() == 1 ? "source " : "sources ")
                + sources.stream().limit(3).collect(Collectors.joining(", "));
    }

    /** The classes that are named more or less often than among the training images; null if none is. */
    private static @Nullable String classes(List<ClassShare> shares) {
        String text = shares.stream()
                .filter(share -> Math.abs(share.getWindow() - share.getReference()) >= NOTABLE)
                .sorted(Comparator.comparingDouble(
                        (ClassShare share) -> -Math.abs(share.getWindow() - share.getReference())))
                .limit(CLASSES)
                .map(share -> String.format(
                        Locale.ENGLISH,
                        "%s is named %s often (%.0f %%, was %.0f %%)",
                        share.getName(),
                        share.getWindow() > share.getReference() ? "more" : "less",
                        100 * share.getWindow(),
                        100 * share.getReference()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? null : "The class " + text + ".";
    }
}

package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.events.ClassShare;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether the input has moved, and says in plain words what moved, and whether it does harm. */
public final class MovedLight {
    /** A share of a class that changes by less is not worth a sentence. */
    private static final double NOTABLE = 0.02;
    /** The detector compares nothing before it has seen as many images. */
    private static final long WARM_UP = 640;

    private static final double MOST = 0.5;
    private static final int CLASSES = 2;
    private static final String LOOK =
            "Look at the images below. Label some of them, so that the first light can answer.";

    private MovedLight() {}

    /**
     * @param open the open alarms, of all images first
     * @param latest the newest window of all images; empty if none has been measured
     */
    public static Moved of(List<AlarmEntry> open, Optional<DriftWindow> latest) {
        Moved moved = withoutHarm(open, latest);
        boolean overAll = !open.isEmpty() && open.get(0).slice().isAll();
        return latest.map(window -> HarmWords.with(moved, overAll, window)).orElse(moved);
    }

    private static Moved withoutHarm(List<AlarmEntry> open, Optional<DriftWindow> latest) {
        if (!open.isEmpty()) {
            DriftAlarm alarm = open.get(0).alarm();
            return new Moved(
                    State.BAD,
                    "Yes",
                    words(open, latest.map(DriftWindow::getClassShares).orElse(List.of())),
                    LOOK,
                    open.size(),
                    alarm.getSize() > 0 ? alarm.getSize() : null,
                    source(open.get(0)));
        }
        return latest.map(MovedLight::withoutAlarm)
                .orElseGet(() -> quiet(
                        State.UNKNOWN,
                        "Not known",
                        "No window of images has been compared with the training images yet.",
                        "Wait for the first window of images."));
    }

    private static Moved withoutAlarm(DriftWindow latest) {
        if (latest.getUnfamiliarShare() != null && latest.getUnfamiliarShare() > MOST) {
            return quiet(
                    State.DOUBTFUL,
                    "Perhaps",
                    String.format(
                            Locale.ENGLISH,
                            "Most images are unlike any held-out image (%.0f %% in the latest window).",
                            100 * latest.getUnfamiliarShare()),
                    LOOK);
        }
        if (latest.getImagesSinceReference() < WARM_UP) {
            return quiet(
                    State.UNKNOWN,
                    "Not known",
                    String.format(
                            Locale.ENGLISH,
                            "Only %,d %s been seen. The first %d cannot raise an alarm.",
                            latest.getImagesSinceReference(),
                            latest.getImagesSinceReference() == 1 ? "image has" : "images have",
                            WARM_UP),
                    "Wait for more images.");
        }
        return quiet(State.GOOD, "No", "The images look like the training images.", "Nothing to do.");
    }

    private static Moved quiet(State state, String answer, String sentence, String next) {
        return new Moved(state, answer, sentence, next, 0, null, null);
    }

    private static @Nullable String source(AlarmEntry alarm) {
        return alarm.slice().source().orElse(null);
    }

    private static String words(List<AlarmEntry> open, List<ClassShare> shares) {
        String source = source(open.get(0));
        return source == null ? ofAll(open.get(0).alarm(), shares) : ofSources(source, open);
    }

    private static String ofAll(DriftAlarm alarm, List<ClassShare> shares) {
        String classes = classes(shares);
        return howMany(alarm.getSize())
                + " images look unlike the training images."
                + (classes == null ? "" : " " + classes)
                + (alarm.getSources().isEmpty() ? "" : " The change comes with " + sources(alarm.getSources()) + ".");
    }

    /** The shares of classes are those of all images, so they are not the change of a source. */
    private static String ofSources(String first, List<AlarmEntry> open) {
        List<String> others = open.stream()
                .skip(1)
                .flatMap(alarm -> alarm.slice().source().stream())
                .toList();
        return "Of the images of source " + first + ", "
                + howMany(open.get(0).alarm().getSize()).toLowerCase(Locale.ROOT)
                + " look unlike the training images."
                + (others.isEmpty() ? "" : " There are also alarms of " + sources(others) + ".");
    }

    private static String howMany(double size) {
        if (size >= MOST) {
            return "Most";
        }
        return size >= 0.2 ? "Many" : "Some";
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

package dev.pentimento.dashboard.quality;

import dev.pentimento.events.Arm;
import dev.pentimento.events.QualityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of the latest windows of all images, from which figures over several windows are exact. */
final class RecentQuality {
    private static final Duration HOUR = Duration.ofHours(1);
    /** With fewer labels, the figure of one window says little, and jumps whenever a window begins. */
    private static final int ENOUGH = 30;

    private final int most;
    private final NavigableMap<Place, Window> windows =
            new TreeMap<>(Comparator.comparing(Place::start).thenComparing(Place::version));

    private record Place(Instant start, String version) {}

    private record Window(
            Instant start, Instant end, long images, double level, ClassCounts original, ClassCounts corrected) {
        ClassCounts of(Arm arm) {
            return arm == Arm.ORIGINAL ? original : corrected;
        }
    }

    /** @param most number of windows kept */
    RecentQuality(int most) {
        this.most = most;
    }

    void accept(QualityWindow window) {
        windows.put(
                new Place(window.getWindowStart(), window.getModelVersion()),
                new Window(
                        window.getWindowStart(),
                        window.getWindowEnd(),
                        window.getImages(),
                        QualityEntry.level(window),
                        counts(window, Arm.ORIGINAL),
                        counts(window, Arm.CORRECTED)));
        if (windows.size() > most) {
            windows.pollFirstEntry();
        }
    }

    private static ClassCounts counts(QualityWindow window, Arm arm) {
        return window.getArms().stream()
                .filter(quality -> arm.is(quality.getArm()))
                .findFirst()
                .map(ClassCounts::of)
                .orElse(ClassCounts.NONE);
    }

    /**
     * @param arm original or corrected
     * @param since only windows that begin then or later count; null: all
     */
    Recent of(String version, Arm arm, Measure measure, @Nullable Instant since) {
        List<Window> newestFirst = windows.descendingMap().entrySet().stream()
                .filter(entry -> entry.getKey().version().equals(version))
                .map(entry -> entry.getValue())
                .toList();
        Instant until = newestFirst.stream()
                .filter(window -> window.images() > 0)
                .map(Window::end)
                .findFirst()
                .orElse(null);
        List<Window> hour = hour(newestFirst, arm, since);
        if (hour.isEmpty()) {
            return new Recent(until, null, null);
        }
        Window shown = hour.stream()
                .filter(window -> window.of(arm).labels() >= ENOUGH)
                .findFirst()
                .orElse(hour.get(0));
        return new Recent(until, reading(List.of(shown), arm, measure), reading(hour, arm, measure));
    }

    /** The labelled windows that reach into the hour that ends with the newest of them; newest first. */
    private static List<Window> hour(List<Window> newestFirst, Arm arm, @Nullable Instant since) {
        List<Window> labelled = newestFirst.stream()
                .filter(window -> window.of(arm).labels() > 0)
                .filter(window -> since == null || !window.start().isBefore(since))
                .toList();
        return labelled.stream()
                .filter(window -> window.end().isAfter(labelled.get(0).end().minus(HOUR)))
                .toList();
    }

    private static Reading reading(List<Window> newestFirst, Arm arm, Measure measure) {
        ClassCounts counts =
                newestFirst.stream().map(window -> window.of(arm)).reduce(ClassCounts.NONE, ClassCounts::plus);
        Window oldest = Objects.requireNonNull(newestFirst.get(newestFirst.size() - 1));
        var interval = counts.interval(measure, oldest.level());
        return new Reading(
                counts.value(measure),
                interval.lower(),
                interval.upper(),
                counts.labels(),
                oldest.start(),
                newestFirst.get(0).end());
    }
}

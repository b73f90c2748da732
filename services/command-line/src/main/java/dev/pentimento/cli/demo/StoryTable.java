package dev.pentimento.cli.demo;

import dev.pentimento.cli.output.Cells;
import dev.pentimento.cli.process.Progress;
import dev.pentimento.cli.process.WindowSize;
import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that the demo shows while it runs: one row per window, followed by the events so far. */
final class StoryTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String HEADER = String.format(
            "%-10s%8s%10s%11s%11s  %s", "window", "images", "labelled", "original", "corrected", "version");

    private final String page;
    private final int images;
    private final InstantSource clock;
    private final ObservedResults seen;
    private final Instant start;

    /**
     * Starts to estimate the remaining time.
     *
     * @param page line about the live page
     * @param images number of images of the whole run
     */
    StoryTable(String page, int images, ObservedResults seen, InstantSource clock) {
        this.page = page;
        this.images = images;
        this.seen = seen;
        this.clock = clock;
        start = clock.instant();
    }

    /** The latest windows and events that fit in the terminal window. */
    List<String> lines(WindowSize size) {
        List<String> events = latest(events(seen), size.rows() / 3);
        List<String> lines = new ArrayList<>();
        lines.add(page);
        lines.add(Progress.line(
                seen.predictions(), images, "images predicted", Duration.between(start, clock.instant())));
        lines.add(HEADER);
        int room = size.rows() - lines.size() - events.size() - 1;
        latest(seen.windows(), room).forEach(window -> lines.add(row(window)));
        lines.add("");
        lines.addAll(events);
        return lines.stream().map(line -> Cells.cut(line, size.columns())).toList();
    }

    private static <T> List<T> latest(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - Math.max(0, most)), all.size());
    }

    /** The events so far: alarms first, then versions. */
    static List<String> events(ObservedResults seen) {
        List<String> events = new ArrayList<>();
        for (DriftAlarm alarm : seen.alarms()) {
            events.add(String.format(
                    Locale.ROOT,
                    "drift alarm at image %,d; estimated start of the drift: image %,d",
                    alarm.getRaisedAtImage(),
                    alarm.getStartedAtImage()));
        }
        for (ModelVersion version : seen.versions()) {
            events.add(String.format(
                    "version %s is %s: %s", version.getVersion(), version.getStage(), version.getStageReason()));
        }
        return events;
    }

    private static String row(QualityWindow window) {
        return String.format(
                Locale.ROOT,
                "%-10s%,8d%,10d%11s%11s  %s",
                TIME.format(window.getWindowStart()),
                window.getImages(),
                window.getLabelled(),
                balancedAccuracy(window, Arm.ORIGINAL),
                balancedAccuracy(window, Arm.CORRECTED),
                window.getModelVersion());
    }

    private static String balancedAccuracy(QualityWindow window, Arm arm) {
        return window.getArms().stream()
                .filter(quality -> arm.is(quality.getArm()))
                .map(ArmQuality::getBalancedAccuracy)
                .filter(value -> value != null)
                .findFirst()
                .map(value -> String.format(Locale.ROOT, "%.1f %%", 100 * value))
                .orElse("-");
    }
}

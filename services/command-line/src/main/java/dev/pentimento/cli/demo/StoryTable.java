package dev.pentimento.cli.demo;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the demo shows while it runs: one row for each window, then what has happened so far. */
final class StoryTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final String HEADER = String.format(
            "%-10s%8s%10s%11s%11s  %s", "window", "images", "labelled", "original", "corrected", "version");

    private StoryTable() {}

    static List<String> lines(Sightings seen) {
        List<String> lines = new ArrayList<>();
        lines.add(HEADER);
        for (QualityWindow window : seen.windows()) {
            lines.add(row(window));
        }
        lines.add("");
        lines.addAll(events(seen));
        return lines;
    }

    /** What has happened so far, in the order of its kind: alarms, then versions. */
    static List<String> events(Sightings seen) {
        List<String> events = new ArrayList<>();
        for (DriftAlarm alarm : seen.alarms()) {
            events.add(String.format(
                    Locale.ROOT,
                    "drift alarm at image %,d; the change seems to have begun at image %,d",
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
                balancedAccuracy(window, "original"),
                balancedAccuracy(window, "corrected"),
                window.getModelVersion());
    }

    private static String balancedAccuracy(QualityWindow window, String arm) {
        return window.getArms().stream()
                .filter(quality -> quality.getArm().equals(arm))
                .map(ArmQuality::getBalancedAccuracy)
                .filter(value -> value != null)
                .findFirst()
                .map(value -> String.format(Locale.ROOT, "%.1f %%", 100 * value))
                .orElse("-");
    }
}

package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current figures of one slice under the champion.
 *
 * @param images number of images since the version became champion
 * @param original accuracy of the original arm; {@code corrected} is that of the corrected arm
 * @param comparison comparison of corrected with original; null if nothing has been judged yet
 * @param exceeded measures of the latest window that exceed their threshold
 * @param evidence the sequential detector's statistic, in images; the alarm is raised at {@code runLength}
 * @param openAlarms open alarms of this slice
 */
public record SliceEntry(
        Slice slice,
        long images,
        long labelled,
        @Nullable Double original,
        @Nullable Double corrected,
        @Nullable Comparison comparison,
        @Nullable Instant driftAt,
        List<String> exceeded,
        @Nullable Double evidence,
        @Nullable Double runLength,
        @Nullable AccuracyEstimate estimate,
        long openAlarms) {
    static SliceEntry of(
            Slice slice, Optional<QualityEntry> total, Optional<DriftEntry> latest, List<AlarmEntry> alarms) {
        Optional<QualityWindow> quality = total.map(QualityEntry::window);
        Optional<DriftWindow> drift = latest.map(DriftEntry::window);
        return new SliceEntry(
                slice,
                quality.map(QualityWindow::getImages).orElse(0L),
                quality.map(QualityWindow::getLabelled).orElse(0L),
                accuracy(total, Arm.ORIGINAL),
                accuracy(total, Arm.CORRECTED),
                total.flatMap(entry -> entry.against(Arm.CORRECTED)).orElse(null),
                drift.map(DriftWindow::getWindowStart).orElse(null),
                drift.stream()
                        .flatMap(window -> window.getMeasures().stream())
                        .filter(DriftMeasure::getExceeded)
                        .map(DriftMeasure::getName)
                        .toList(),
                drift.map(DriftWindow::getEvidence).orElse(null),
                drift.map(DriftWindow::getRunLength).orElse(null),
                drift.map(DriftWindow::getEstimate).orElse(null),
                alarms.stream()
                        .filter(alarm -> alarm.raised() && alarm.slice().equals(slice))
                        .count());
    }

    private static @Nullable Double accuracy(Optional<QualityEntry> total, Arm arm) {
        return total.flatMap(entry -> entry.arm(arm))
                .map(entry -> entry.quality().getAccuracy())
                .orElse(null);
    }
}

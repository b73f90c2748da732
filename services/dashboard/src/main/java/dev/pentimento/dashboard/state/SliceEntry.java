package dev.pentimento.dashboard.state;

import dev.pentimento.events.AlarmState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one slice stands under the champion.
 *
 * @param images since the champion began
 * @param comparison corrected against original; none: nothing judged yet
 * @param exceeded measures of the latest window that are above their threshold
 * @param evidence statistic of the sequential detector in images; the alarm goes off at {@code runLength}
 * @param openAlarms alarms of this slice that stand
 */
public record SliceEntry(
        String slice,
        long images,
        long labelled,
        @Nullable Double original,
        @Nullable Double corrected,
        QualityEntry.@Nullable Paired comparison,
        @Nullable Instant driftAt,
        List<String> exceeded,
        @Nullable Double evidence,
        @Nullable Double runLength,
        DriftEntry.@Nullable Estimate estimate,
        long openAlarms) {

    static SliceEntry of(
            String slice, Optional<QualityEntry> total, Optional<DriftEntry> drift, List<AlarmEntry> alarms) {
        return new SliceEntry(
                slice,
                total.map(QualityEntry::images).orElse(0L),
                total.map(QualityEntry::labelled).orElse(0L),
                total.flatMap(entry -> entry.arm("original"))
                        .map(QualityEntry.Arm::accuracy)
                        .orElse(null),
                total.flatMap(entry -> entry.arm("corrected"))
                        .map(QualityEntry.Arm::accuracy)
                        .orElse(null),
                total.flatMap(entry -> entry.against("corrected")).orElse(null),
                drift.map(DriftEntry::start).orElse(null),
                drift.stream()
                        .flatMap(window -> window.measures().stream())
                        .filter(DriftEntry.Measure::exceeded)
                        .map(DriftEntry.Measure::name)
                        .toList(),
                drift.map(DriftEntry::evidence).orElse(null),
                drift.map(DriftEntry::runLength).orElse(null),
                drift.map(DriftEntry::estimate).orElse(null),
                alarms.stream()
                        .filter(alarm -> alarm.state() == AlarmState.RAISED
                                && alarm.slice().equals(slice))
                        .count());
    }
}

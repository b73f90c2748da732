package dev.pentimento.evaluation;

import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.statistics.drift.DriftDetector;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drift against the champion's reference as gauges. Only the instance that steps the detectors has them. Alarms and
 * evidence are told of every slice that is told apart, measures of all images alone.
 */
final class DriftGauges {
    private final MultiGauge measure;
    private final MultiGauge threshold;
    private final MultiGauge estimate;
    private final MultiGauge alarm;
    private final MultiGauge evidence;
    private @Nullable DriftWindow latest;

    DriftGauges(MeterRegistry registry) {
        measure = gauge(registry, "measure", null, "Distance of the latest window from the reference, by measure");
        threshold = gauge(registry, "threshold", null, "What 99 % of windows of that size without drift stay below");
        estimate = gauge(
                registry, "estimated.accuracy", "ratio", "Accuracy of the latest window, estimated without labels");
        alarm = gauge(registry, "alarm.open", null, "1 while a drift alarm stands, by slice");
        evidence =
                gauge(registry, "evidence", "ratio", "Evidence of drift as a share of what raises an alarm, by slice");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        return MultiGauge.builder("pentimento.drift." + name)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    /** Shows a window of all images, unless a later one of the same champion is shown. */
    void show(DriftWindow window) {
        DriftWindow before = latest;
        if (before != null
                && before.getModelVersion().equals(window.getModelVersion())
                && before.getWindowStart().isAfter(window.getWindowStart())) {
            return;
        }
        latest = window;
        publish();
    }

    /** Shows where the detectors stand, by slice, instead of those before. */
    void show(Map<String, DriftDetector> detectors) {
        List<Row<?>> alarms = new ArrayList<>();
        List<Row<?>> evidences = new ArrayList<>();
        detectors.forEach((slice, detector) -> {
            Tags tags = Tags.of("slice", slice);
            alarms.add(Row.of(tags, detector.drifted() ? 1 : 0));
            evidences.add(Row.of(tags, detector.evidence() / detector.runLength()));
        });
        alarm.register(alarms, true);
        evidence.register(evidences, true);
    }

    /** Lets go of everything: another instance has the figures now. */
    void clear() {
        latest = null;
        publish();
        show(Map.of());
    }

    private void publish() {
        List<Row<?>> measures = new ArrayList<>();
        List<Row<?>> thresholds = new ArrayList<>();
        List<Row<?>> estimates = new ArrayList<>();
        if (latest != null) {
            for (DriftMeasure each : latest.getMeasures()) {
                measures.add(Row.of(Tags.of("measure", each.getName()), each.getValue()));
                if (each.getThreshold() != null) {
                    thresholds.add(Row.of(Tags.of("measure", each.getName()), each.getThreshold()));
                }
            }
            if (latest.getEstimate() != null) {
                estimates.add(Row.of(Tags.empty(), latest.getEstimate().getAccuracy()));
            }
        }
        measure.register(measures, true);
        threshold.register(thresholds, true);
        estimate.register(estimates, true);
    }
}

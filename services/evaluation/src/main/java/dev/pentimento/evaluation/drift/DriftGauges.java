package dev.pentimento.evaluation.drift;

import dev.pentimento.events.DriftMeasure;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.operations.TaggedGauge;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of drift against the champion's reference. Only the instance that runs the detectors has them. Evidence and
 * alarms exist for every slice, measures only for all images.
 */
public final class DriftGauges {
    private final TaggedGauge measure;
    private final TaggedGauge threshold;
    private final TaggedGauge estimate;
    private final TaggedGauge sample;
    private final TaggedGauge alarm;
    private final TaggedGauge evidence;
    private final TaggedGauge harm;
    private final Counter countsLost;
    private @Nullable DriftWindow latest;

    public DriftGauges(MeterRegistry registry) {
        measure = gauge(registry, "measure", null, "Distance of the latest window from the reference, by measure");
        threshold = gauge(registry, "threshold", null, "What 99 % of windows of that size without drift stay below");
        estimate = gauge(
                registry, "estimated.accuracy", "ratio", "Accuracy of the latest window, estimated without labels");
        sample = gauge(registry, "sampled.share", "ratio", "Share of the latest window that drift was measured on");
        alarm = gauge(registry, "alarm.open", null, "1 while a drift alarm stands, by slice");
        evidence =
                gauge(registry, "evidence", "ratio", "Evidence of drift as a share of what raises an alarm, by slice");
        harm = gauge(
                registry, "harm.open", null, "1 while an alarm of harm stands: accuracy fell by more than the margin");
        countsLost = Counter.builder("pentimento.evaluation.drift.counts.lost")
                .description("Batches not counted for drift, since their reference is gone")
                .register(registry);
    }

    private static TaggedGauge gauge(MeterRegistry registry, String name, @Nullable String unit, String description) {
        return new TaggedGauge(registry, "pentimento.drift." + name, unit, description);
    }

    /** Shows a window of all images, unless a later window of the same champion is shown. */
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

    /** Shows the evidence and the alarms of these detectors, and of no others. */
    void show(Map<Slice, DriftDetector> detectors) {
        Map<Tags, Number> alarms = new HashMap<>();
        Map<Tags, Number> evidences = new HashMap<>();
        detectors.forEach((slice, detector) -> {
            Tags tags = Tags.of("slice", slice.text());
            alarms.put(tags, detector.drifted() ? 1 : 0);
            evidences.put(tags, detector.evidence() / detector.runLength());
        });
        alarm.show(alarms);
        evidence.show(evidences);
    }

    /** @param open whether an alarm of harm is open; empty: accuracy on held-out images is unknown */
    void harm(Optional<Boolean> open) {
        Map<Tags, Number> harms = new HashMap<>();
        open.ifPresent(is -> harms.put(Tags.empty(), is ? 1 : 0));
        harm.show(harms);
    }

    /** Counts a batch whose reference is gone. */
    void countsLost() {
        countsLost.increment();
    }

    /** Shows nothing, because another instance has the figures now. */
    void clear() {
        latest = null;
        publish();
        show(Map.of());
        harm(Optional.empty());
    }

    private void publish() {
        Map<Tags, Number> measures = new HashMap<>();
        Map<Tags, Number> thresholds = new HashMap<>();
        Map<Tags, Number> estimates = new HashMap<>();
        Map<Tags, Number> samples = new HashMap<>();
        if (latest != null) {
            for (DriftMeasure each : latest.getMeasures()) {
                measures.put(Tags.of("measure", each.getName()), each.getValue());
                if (each.getThreshold() != null) {
                    thresholds.put(Tags.of("measure", each.getName()), each.getThreshold());
                }
            }
            samples.put(Tags.empty(), latest.getSampledShare());
            // A series that goes and comes back with single windows would look like a service that does.
            estimates.put(
                    Tags.empty(),
                    latest.getEstimate() == null
                            ? Double.NaN
                            : latest.getEstimate().getAccuracy());
        }
        measure.show(measures);
        threshold.show(thresholds);
        estimate.show(estimates);
        sample.show(samples);
    }
}

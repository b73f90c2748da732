package dev.pentimento.dashboard.state;

import dev.pentimento.events.DriftWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distance of one window's embeddings from the reference.
 *
 * @param evidence statistic of the sequential detector, in images; the alarm goes off at {@code runLength}
 */
public record DriftEntry(
        String encoder,
        String version,
        String slice,
        Instant start,
        Instant end,
        long revision,
        long images,
        List<Measure> measures,
        double evidence,
        double runLength,
        long imagesSinceReference,
        @Nullable String alarm) {

    /** @param threshold none: not calibrated for windows of this size */
    public record Measure(
            String name, double value, @Nullable Double threshold, boolean exceeded) {}

    static DriftEntry of(DriftWindow window) {
        return new DriftEntry(
                window.getEncoderId(),
                window.getModelVersion(),
                window.getSlice(),
                window.getWindowStart(),
                window.getWindowEnd(),
                window.getRevision(),
                window.getImages(),
                window.getMeasures().stream()
                        .map(measure -> new Measure(
                                measure.getName(), measure.getValue(), measure.getThreshold(), measure.getExceeded()))
                        .toList(),
                window.getEvidence(),
                window.getRunLength(),
                window.getImagesSinceReference(),
                window.getAlarm() == null ? null : window.getAlarm().getId());
    }
}

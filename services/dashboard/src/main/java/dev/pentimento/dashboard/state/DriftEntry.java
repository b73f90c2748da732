package dev.pentimento.dashboard.state;

import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.DriftWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distance of one window's embeddings from the reference.
 *
 * @param reference SHA-256 of the reference's file
 * @param estimate accuracy of the original opinion without labels; none: not calibrated
 * @param movedComponents principal components that left the clean range, most first
 * @param components every principal component that is watched; empty where the evaluation did not tell, as classes
 * @param classes how often the original names each class, in the reference and in this window
 * @param evidence statistic of the sequential detector, in images; the alarm goes off at {@code runLength}
 */
public record DriftEntry(
        String encoder,
        String reference,
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
        double burstFactor,
        double sampledShare,
        @Nullable Estimate estimate,
        List<String> movedComponents,
        List<Component> components,
        List<ClassShare> classes,
        @Nullable String alarm) {

    /**
     * How the distribution along one principal component differs from the reference's.
     *
     * @param kolmogorovSmirnov distance, 0 to 1
     * @param populationStability index, 0 or more
     * @param moved whether it left the clean range
     */
    public record Component(String name, double kolmogorovSmirnov, double populationStability, boolean moved) {}

    /** Shares of the images, 0 to 1. */
    public record ClassShare(String name, double reference, double window) {}

    /** @param threshold none: not calibrated for windows of this size */
    public record Measure(
            String name, double value, @Nullable Double threshold, boolean exceeded) {}

    /**
     * Accuracy estimated from the confidences.
     *
     * @param lower where drift may have put the truth; no confidence bound, as upper
     * @param extrapolated whether it may be far off: the calibration was learnt on other images
     * @param warning why it may not hold; none: it holds as far as is known
     */
    public record Estimate(
            long images,
            double accuracy,
            double lower,
            double upper,
            double validationAccuracy,
            boolean extrapolated,
            @Nullable String warning) {

        static @Nullable Estimate of(@Nullable AccuracyEstimate estimate) {
            return estimate == null
                    ? null
                    : new Estimate(
                            estimate.getImages(),
                            estimate.getAccuracy(),
                            estimate.getLower(),
                            estimate.getUpper(),
                            estimate.getValidationAccuracy(),
                            estimate.getExtrapolated(),
                            estimate.getWarning());
        }
    }

    static DriftEntry of(DriftWindow window) {
        return new DriftEntry(
                window.getEncoderId(),
                window.getReferenceId(),
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
                window.getBurstFactor(),
                window.getSampledShare(),
                Estimate.of(window.getEstimate()),
                List.copyOf(window.getMovedComponents()),
                window.getComponents().stream()
                        .map(component -> new Component(
                                component.getName(),
                                component.getKolmogorovSmirnov(),
                                component.getPopulationStability(),
                                component.getMoved()))
                        .toList(),
                window.getClassShares().stream()
                        .map(share -> new ClassShare(share.getName(), share.getReference(), share.getWindow()))
                        .toList(),
                window.getAlarm() == null ? null : window.getAlarm().getId());
    }
}

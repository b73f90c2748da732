package dev.pentimento.dashboard.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How things stand.
 *
 * @param at when this was asked
 * @param headline the verdict in words
 * @param verdict {@code HELPS}, {@code HURTS}, {@code EQUIVALENT}, {@code UNDECIDED}, or {@code NONE} without anything
 *     to compare
 * @param images predictions since the champion began
 * @param shareLabelled of those, 0 to 1; none without images
 * @param imagesPerSecond over the last ten seconds
 * @param lastPredictionAt when the latest prediction was made
 * @param estimate accuracy of the latest window estimated without labels; none: not estimated
 * @param candidates comparison of each candidate with the champion
 */
public record NowView(
        Instant at,
        String headline,
        String verdict,
        @Nullable VersionEntry champion,
        @Nullable Instant championSince,
        QualityEntry.@Nullable Arm original,
        QualityEntry.@Nullable Arm corrected,
        QualityEntry.@Nullable Paired comparison,
        List<QualityEntry.Paired> candidates,
        long images,
        long labelled,
        @Nullable Double shareLabelled,
        double imagesPerSecond,
        @Nullable Instant lastPredictionAt,
        List<AlarmEntry> openAlarms,
        DriftEntry.@Nullable Estimate estimate,
        long deadLetters) {}

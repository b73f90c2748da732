package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.images.Throughput;
import dev.pentimento.dashboard.quality.ArmEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.versions.VersionEntry;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The current state.
 *
 * @param at time of the request
 * @param headline the verdict as text
 * @param verdict {@code HELPS}, {@code HURTS}, {@code EQUIVALENT}, {@code UNDECIDED}, or {@code NONE} if there is
 *     nothing to compare
 * @param images number of predictions since the version became champion
 * @param shareLabelled labelled share of those, 0 to 1; null without images
 * @param imagesPerSecond rate over the last ten seconds
 * @param lastPredictionAt when the latest prediction was made
 * @param estimate accuracy of the latest window, estimated without labels; null if not estimated
 * @param candidates comparison of each candidate with the champion
 */
public record NowView(
        Instant at,
        String headline,
        String verdict,
        @Nullable VersionEntry champion,
        @Nullable Instant championSince,
        @Nullable ArmEntry original,
        @Nullable ArmEntry corrected,
        @Nullable Comparison comparison,
        List<Comparison> candidates,
        long images,
        long labelled,
        @Nullable Double shareLabelled,
        double imagesPerSecond,
        @Nullable Instant lastPredictionAt,
        List<AlarmEntry> openAlarms,
        @Nullable AccuracyEstimate estimate,
        long deadLetters) {
    static NowView of(
            Instant at,
            Optional<ModelVersion> champion,
            Optional<VersionEntry> shown,
            Optional<QualityEntry> total,
            Throughput throughput,
            List<AlarmEntry> openAlarms,
            Optional<DriftEntry> drift,
            long deadLetters) {
        Optional<Comparison> paired = total.flatMap(entry -> entry.against(Arm.CORRECTED));
        Optional<QualityWindow> window = total.map(QualityEntry::window);
        long images = window.map(QualityWindow::getImages).orElse(0L);
        long labelled = window.map(QualityWindow::getLabelled).orElse(0L);
        return new NowView(
                at,
                Headline.of(champion, paired),
                Headline.verdict(champion, paired),
                shown.orElse(null),
                champion.map(ModelVersion::getStageChangedAt).orElse(null),
                total.flatMap(entry -> entry.arm(Arm.ORIGINAL)).orElse(null),
                total.flatMap(entry -> entry.arm(Arm.CORRECTED)).orElse(null),
                paired.orElse(null),
                window.stream()
                        .flatMap(each -> each.getComparisons().stream())
                        .filter(comparison -> Arm.CANDIDATE.is(comparison.getChallenger()))
                        .toList(),
                images,
                labelled,
                images == 0 ? null : (double) labelled / images,
                throughput.perSecond(at),
                throughput.latest(),
                openAlarms,
                drift.map(entry -> entry.window().getEstimate()).orElse(null),
                deadLetters);
    }
}

package dev.pentimento.dashboard.state;

import dev.pentimento.dashboard.drift.AlarmEntry;
import dev.pentimento.dashboard.drift.DriftEntry;
import dev.pentimento.dashboard.images.Throughput;
import dev.pentimento.dashboard.lights.Helps;
import dev.pentimento.dashboard.lights.HelpsLight;
import dev.pentimento.dashboard.lights.Moved;
import dev.pentimento.dashboard.lights.MovedLight;
import dev.pentimento.dashboard.lights.Right;
import dev.pentimento.dashboard.quality.ArmEntry;
import dev.pentimento.dashboard.quality.QualityEntry;
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
 * The current state: the three answers first. Nothing in it grows with the number of classes.
 *
 * @param at time of the request
 * @param headline the first answer in a few words
 * @param right is the model right?
 * @param moved has the input moved?
 * @param helps does the correction help?
 * @param verdict {@code HELPS}, {@code HURTS}, {@code EQUIVALENT}, {@code UNDECIDED}, or {@code NONE} if there is
 *     nothing to compare
 * @param original accuracy since the version became champion; {@code corrected} likewise
 * @param images number of predictions since the version became champion
 * @param shareLabelled labelled share of those, 0 to 1; null without images
 * @param imagesPerSecond rate over the last ten seconds
 * @param lastPredictionAt when the latest prediction was made
 * @param estimate accuracy of the latest window, estimated without labels; null if not estimated
 * @param candidates comparison with the champion of each version that is still a candidate
 */
public record NowView(
        Instant at,
        String headline,
        Right right,
        Moved moved,
        Helps helps,
        String verdict,
        @Nullable Champion champion,
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

    /** The version in use; {@code /versions} has the rest. */
    public record Champion(String version, boolean correction) {
        static Champion of(ModelVersion version) {
            return new Champion(version.getVersion(), version.getCorrectionFile() != null);
        }
    }

    static NowView of(
            Instant at,
            Optional<ModelVersion> champion,
            Right right,
            Optional<QualityEntry> total,
            List<Comparison> candidates,
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
                right.headline(),
                right,
                MovedLight.of(openAlarms, drift.map(DriftEntry::window)),
                HelpsLight.of(champion, paired),
                verdict(champion, paired),
                champion.map(Champion::of).orElse(null),
                champion.map(ModelVersion::getStageChangedAt).orElse(null),
                total.flatMap(entry -> entry.arm(Arm.ORIGINAL))
                        .map(ArmEntry::summary)
                        .orElse(null),
                total.flatMap(entry -> entry.arm(Arm.CORRECTED))
                        .map(ArmEntry::summary)
                        .orElse(null),
                paired.orElse(null),
                candidates,
                images,
                labelled,
                images == 0 ? null : (double) labelled / images,
                throughput.perSecond(at),
                throughput.latest(),
                openAlarms,
                drift.map(entry -> entry.window().getEstimate()).orElse(null),
                deadLetters);
    }

    private static String verdict(Optional<ModelVersion> champion, Optional<Comparison> paired) {
        boolean comparable = champion.isPresent() && champion.get().getCorrectionFile() != null;
        return comparable ? paired.map(pair -> pair.getVerdict().name()).orElse("UNDECIDED") : "NONE";
    }
}

package dev.pentimento.trainer.stages;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.statistics.verdict.LabelGuard;
import dev.pentimento.trainer.stages.StageDecision.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Corrections that were learned for a drift. Once the drift has gone, such a correction must show again that it helps:
 * its champion is taken back as soon as the evidence since the alarm's resolution excludes that it helps by more than
 * the margin. The next alarm makes it a candidate again, since the drift may have returned.
 */
final class DriftCorrections {
    private final long minLabels;

    /** @param minLabels smallest number of labelled images for a decision */
    DriftCorrections(long minLabels) {
        this.minLabels = minLabels;
    }

    /** Replaces the champion with the version without its correction, if the evidence demands it. */
    Optional<Change> takeBack(
            VersionStages registry, ModelVersion champion, Evidence evidence, DriftAlarms alarms, Instant now) {
        if (champion.getLearnedForAlarm() == null || champion.getCorrectionFile() == null) {
            return Optional.empty();
        }
        return alarms.resolved(champion)
                .flatMap(alarm -> evidence.ofCorrection(champion.getVersion())
                        .filter(comparison -> countsSince(comparison, alarm)))
                .filter(this::excludesThatItHelps)
                .flatMap(comparison -> without(registry, champion)
                        .map(former -> StageRules.takeBack(registry, former, Figures.of(comparison), now)));
    }

    /** Of two alarms that are resolved in one window, the epoch names one. */
    private static boolean countsSince(Comparison comparison, DriftAlarm alarm) {
        Instant resolved = alarm.getResolvedAt();
        return comparison.getEpochAlarm() != null
                && resolved != null
                && !comparison.getEpochStart().isBefore(resolved);
    }

    private boolean excludesThatItHelps(Comparison comparison) {
        Double upper = comparison.getUpper();
        Double distance = comparison.getLabelDistance();
        return Figures.labels(comparison) >= minLabels
                && upper != null
                && upper < comparison.getMargin()
                && (distance == null || LabelGuard.allows(distance));
    }

    /** The nearest ancestor that may serve, with the same encoder and classifier, that was not learned for a drift. */
    private static Optional<ModelVersion> without(VersionStages registry, ModelVersion champion) {
        return Stream.iterate(
                        registry.parent(champion), Optional::isPresent, version -> version.flatMap(registry::parent))
                .limit(registry.byAge().size()) // parents come from a topic and might go round in a circle
                .flatMap(Optional::stream)
                .filter(version -> version.getLearnedForAlarm() == null && sameNetworks(version, champion))
                .filter(version -> version.getStage() == Stage.RETIRED
                        && version.getFilesDeletedAt() == null
                        && !StageRules.wasRolledBack(version))
                .findFirst();
    }

    /** Makes the correction that was taken back last a candidate again, once for each alarm. */
    Optional<Change> recall(
            VersionStages registry, ModelVersion champion, Evidence evidence, DriftAlarms alarms, Instant now) {
        return alarms.raised(champion)
                .filter(alarm -> registry.byAge().stream()
                        .noneMatch(version -> alarm.getId().equals(version.getRecalledForAlarm())))
                .flatMap(alarm -> registry.inStage(Stage.RETIRED).stream()
                        .filter(version -> StageRules.wasTakenBack(version)
                                && version.getFilesDeletedAt() == null
                                && version.getCorrectionFile() != null
                                && sameNetworks(version, champion))
                        .max(Comparator.comparing(ModelVersion::getStageChangedAt))
                        .map(version -> StageRules.recall(
                                registry,
                                version,
                                alarm.getId(),
                                evidence.until(champion.getVersion(), version.getVersion()),
                                now)));
    }

    /**
     * Whether a candidate that does not help is kept for another drift: the one that it was learned for is not there,
     * so nothing is known about the candidate's use.
     */
    static boolean isKept(ModelVersion candidate, ModelVersion champion, DriftAlarms alarms) {
        String learnedFor = candidate.getLearnedForAlarm();
        return learnedFor != null
                && candidate.getCorrectionFile() != null
                && alarms.raised(champion)
                        .map(DriftAlarm::getId)
                        .filter(learnedFor::equals)
                        .isEmpty();
    }

    private static boolean sameNetworks(ModelVersion one, ModelVersion other) {
        return VersionIds.encoder(one).equals(VersionIds.encoder(other))
                && sameFile(one.getClassifierFile(), other.getClassifierFile());
    }

    private static boolean sameFile(Artifact one, Artifact other) {
        return one.getSha256().equals(other.getSha256());
    }
}

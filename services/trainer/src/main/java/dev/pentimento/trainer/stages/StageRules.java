package dev.pentimento.trainer.stages;

import dev.pentimento.events.FormerEvidence;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.StageReasons;
import dev.pentimento.trainer.stages.StageDecision.Change;
import dev.pentimento.trainer.stages.StageDecision.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CANDIDATE → CHAMPION → RETIRED, or REJECTED. A retired version may become champion again, a rejected version never.
 * A version whose drift has gone is retired, and becomes a candidate again when drift returns.
 * There is at most one champion, and after the first there is always one.
 */
public final class StageRules {
    /**
     * Start of the reason of a version that was rolled back. The next rollback skips this version and goes further
     * back.
     */
    static final String ROLLED_BACK = "rolled back";

    /** Start of the reason of a version that was learned for a drift and is kept until drift returns. */
    private static final String TAKEN_BACK = ROLLED_BACK + ": its drift has gone";

    private StageRules() {}

    /** Whether the version waits for drift to return. */
    static boolean wasTakenBack(ModelVersion version) {
        return version.getStageReason().startsWith(TAKEN_BACK);
    }

    /**
     * Makes another version champion, because the drift that the champion was learned for has gone.
     *
     * @param figures of its correction since then
     */
    static Change takeBack(VersionStages registry, ModelVersion former, String figures, Instant now) {
        String reason = "the drift that "
                + registry.champion().map(ModelVersion::getVersion).orElse("the champion")
                + " was learned for has gone: " + figures;
        return handOver(
                registry,
                former,
                Stage.RETIRED,
                TAKEN_BACK + ": " + figures,
                StageReasons.CHAMPION_AGAIN + reason,
                now);
    }

    /** Keeps a candidate for the time when drift returns. */
    static Change keep(VersionStages registry, ModelVersion candidate, String figures, Instant now) {
        return new Change(
                List.of(staged(registry, candidate, Stage.RETIRED, TAKEN_BACK + ": " + figures, now)),
                named(candidate) + " is kept until drift returns");
    }

    /**
     * Makes a version that was taken back a candidate again.
     *
     * @param before what was counted about it until now
     */
    static Change recall(
            VersionStages registry, ModelVersion version, String alarm, @Nullable FormerEvidence before, Instant now) {
        String reason = "a candidate again for alarm " + alarm + "; it was learned for " + version.getLearnedForAlarm();
        ModelVersion candidate = ModelVersion.newBuilder(staged(registry, version, Stage.CANDIDATE, reason, now))
                .setRecalledForAlarm(alarm)
                .setFormerEvidence(before)
                .build();
        return new Change(List.of(candidate), named(version) + " is " + reason);
    }

    /** Whether a rollback would skip the version. */
    public static boolean wasRolledBack(ModelVersion version) {
        return version.getStageReason().startsWith(ROLLED_BACK);
    }

    /** Makes the oldest candidate champion if there is no champion; empty if there is nothing to do. */
    public static Optional<Change> firstChampion(VersionStages registry, Instant now) {
        if (registry.champion().isPresent()) {
            return Optional.empty();
        }
        return registry.candidates().stream().findFirst().map(first -> {
            String reason = "the first version of the registry";
            return new Change(
                    List.of(staged(registry, first, Stage.CHAMPION, reason, now)), named(first) + " is " + reason);
        });
    }

    public static StageDecision promote(VersionStages registry, String id, String reason, Instant now) {
        return registry.find(id)
                .map(version -> promote(registry, version, reason, now))
                .orElseGet(() -> new Refusal("there is no version " + id));
    }

    private static StageDecision promote(VersionStages registry, ModelVersion version, String reason, Instant now) {
        return switch (version.getStage()) {
            case CHAMPION -> new Refusal(named(version) + " is already the champion");
            case REJECTED ->
                new Refusal(named(version) + " was rejected (" + version.getStageReason()
                        + "); a rejected version stays rejected");
            case CANDIDATE, RETIRED ->
                handOver(registry, version, Stage.RETIRED, "replaced by " + named(version), reason, now);
        };
    }

    /**
     * Promotes a version that possibly no service can load. The new champion keeps the id of the PROMOTE as its trial.
     * Until an evaluation has loaded it, the embedding service also uses the former champion's encoder.
     */
    public static StageDecision force(VersionStages registry, String id, String reason, String trial, Instant now) {
        StageDecision decision = promote(registry, id, reason, now);
        return decision instanceof Change change
                ? new Change(
                        change.records().stream()
                                .map(version ->
                                        version.getStage() == Stage.CHAMPION ? onTrial(version, trial) : version)
                                .toList(),
                        change.detail())
                : decision;
    }

    /** The version with this trial; null: without one. */
    public static ModelVersion onTrial(ModelVersion version, @Nullable String trial) {
        return ModelVersion.newBuilder(version).setTrial(trial).build();
    }

    /** Makes the former champion the champion again. */
    public static StageDecision rollBack(VersionStages registry, String reason, Instant now) {
        return stepBack(registry, Stage.RETIRED, ROLLED_BACK + ": " + reason, reason, now);
    }

    public static StageDecision reject(VersionStages registry, String id, String reason, Instant now) {
        return registry.find(id)
                .map(version -> reject(registry, version, reason, now))
                .orElseGet(() -> new Refusal("there is no version " + id));
    }

    private static StageDecision reject(VersionStages registry, ModelVersion version, String reason, Instant now) {
        return switch (version.getStage()) {
            case REJECTED -> new Refusal(named(version) + " is rejected already: " + version.getStageReason());
            case CHAMPION -> stepBack(registry, Stage.REJECTED, reason, named(version) + " was rejected", now);
            case CANDIDATE, RETIRED ->
                new Change(
                        List.of(staged(registry, version, Stage.REJECTED, reason, now)),
                        named(version) + " is rejected");
        };
    }

    private static StageDecision stepBack(
            VersionStages registry, Stage stageOfOld, String reasonOfOld, String reason, Instant now) {
        Optional<ModelVersion> previous = registry.inStage(Stage.RETIRED).stream()
                .filter(version -> !wasRolledBack(version) && version.getFilesDeletedAt() == null)
                .max(Comparator.comparing(ModelVersion::getStageChangedAt));
        if (previous.isEmpty()) {
            return new Refusal("there is no version to go back to; promote another one first");
        }
        String reasonOfNew = StageReasons.CHAMPION_AGAIN + reason;
        return handOver(registry, previous.get(), stageOfOld, reasonOfOld, reasonOfNew, now);
    }

    private static Change handOver(
            VersionStages registry,
            ModelVersion next,
            Stage stageOfOld,
            String reasonOfOld,
            String reasonOfNew,
            Instant now) {
        List<ModelVersion> records = new ArrayList<>();
        for (ModelVersion old : registry.inStage(Stage.CHAMPION)) {
            records.add(staged(registry, old, stageOfOld, reasonOfOld, now));
        }
        records.add(staged(registry, next, Stage.CHAMPION, reasonOfNew, now));
        String before = registry.champion()
                .map(old -> " in place of " + old.getVersion())
                .orElse("");
        return new Change(records, named(next) + " is the champion" + before);
    }

    private static String named(ModelVersion version) {
        return "version " + version.getVersion();
    }

    private static ModelVersion staged(
            VersionStages registry, ModelVersion version, Stage stage, String reason, Instant now) {
        return ModelVersion.newBuilder(version)
                .setStage(stage)
                .setStageReason(reason)
                .setStageChangedAt(registry.timeOfChange(now))
                .setTrial(null)
                .build();
    }
}

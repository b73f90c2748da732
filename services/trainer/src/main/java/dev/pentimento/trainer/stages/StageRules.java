package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.trainer.stages.Decision.Change;
import dev.pentimento.trainer.stages.Decision.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * CANDIDATE → CHAMPION → RETIRED, or REJECTED. A retired version may become champion again, a rejected one never. There
 * is at most one champion, and once there was one there always is.
 */
public final class StageRules {
    /** Begins the reason of a version that was rolled back: rolling back again goes further back and not to it. */
    static final String ROLLED_BACK = "rolled back";

    private StageRules() {}

    /** Makes the oldest candidate champion where there is none; empty: nothing to do. */
    public static Optional<Change> firstChampion(Registry registry, Instant now) {
        if (registry.champion().isPresent()) {
            return Optional.empty();
        }
        return registry.candidates().stream().findFirst().map(first -> {
            String reason = "the first version of the registry";
            return new Change(List.of(staged(first, Stage.CHAMPION, reason, now)), named(first) + " is " + reason);
        });
    }

    public static Decision promote(Registry registry, String id, String reason, Instant now) {
        Optional<ModelVersion> found = registry.find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        ModelVersion version = found.get();
        return switch (version.getStage()) {
            case CHAMPION -> new Refusal(named(version) + " is the champion already");
            case REJECTED ->
                new Refusal(named(version) + " was rejected (" + version.getStageReason()
                        + "); a rejected version stays rejected");
            case CANDIDATE, RETIRED ->
                handOver(registry, version, Stage.RETIRED, "replaced by " + named(version), reason, now);
        };
    }

    /** The version that was champion last becomes it again. */
    public static Decision rollBack(Registry registry, String reason, Instant now) {
        return stepBack(registry, Stage.RETIRED, ROLLED_BACK + ": " + reason, reason, now);
    }

    public static Decision reject(Registry registry, String id, String reason, Instant now) {
        Optional<ModelVersion> found = registry.find(id);
        if (found.isEmpty()) {
            return unknown(id);
        }
        ModelVersion version = found.get();
        return switch (version.getStage()) {
            case REJECTED -> new Refusal(named(version) + " is rejected already: " + version.getStageReason());
            case CHAMPION -> stepBack(registry, Stage.REJECTED, reason, named(version) + " was rejected", now);
            case CANDIDATE, RETIRED ->
                new Change(List.of(staged(version, Stage.REJECTED, reason, now)), named(version) + " is rejected");
        };
    }

    private static Decision stepBack(
            Registry registry, Stage stageOfOld, String reasonOfOld, String reason, Instant now) {
        Optional<ModelVersion> previous = registry.inStage(Stage.RETIRED).stream()
                .filter(version -> !version.getStageReason().startsWith(ROLLED_BACK))
                .max(Comparator.comparing(ModelVersion::getStageChangedAt));
        if (previous.isEmpty()) {
            return new Refusal("there is no version to go back to; promote another one first");
        }
        String reasonOfNew = "champion again: " + reason;
        return handOver(registry, previous.get(), stageOfOld, reasonOfOld, reasonOfNew, now);
    }

    private static Change handOver(
            Registry registry,
            ModelVersion next,
            Stage stageOfOld,
            String reasonOfOld,
            String reasonOfNew,
            Instant now) {
        List<ModelVersion> records = new ArrayList<>();
        for (ModelVersion old : registry.inStage(Stage.CHAMPION)) {
            records.add(staged(old, stageOfOld, reasonOfOld, now));
        }
        records.add(staged(next, Stage.CHAMPION, reasonOfNew, now));
        String before = registry.champion()
                .map(old -> " in place of " + old.getVersion())
                .orElse("");
        return new Change(records, named(next) + " is the champion" + before);
    }

    private static Refusal unknown(String id) {
        return new Refusal("there is no version " + id);
    }

    private static String named(ModelVersion version) {
        return "version " + version.getVersion();
    }

    private static ModelVersion staged(ModelVersion version, Stage stage, String reason, Instant now) {
        return ModelVersion.newBuilder(version)
                .setStage(stage)
                .setStageReason(reason)
                .setStageChangedAt(now)
                .build();
    }
}

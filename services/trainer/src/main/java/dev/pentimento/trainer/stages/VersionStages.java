package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The version registry: all versions with their stages. Immutable. */
public final class VersionStages {
    public static final VersionStages EMPTY = new VersionStages(Map.of());

    private static final Comparator<ModelVersion> BY_AGE =
            Comparator.comparing(ModelVersion::getCreatedAt).thenComparing(ModelVersion::getVersion);

    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private final Map<String, ModelVersion> byId;

    private VersionStages(Map<String, ModelVersion> byId) {
        this.byId = byId;
    }

    public VersionStages with(ModelVersion version) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.put(version.getVersion(), version);
        return new VersionStages(Collections.unmodifiableMap(changed));
    }

    public VersionStages with(List<ModelVersion> versions) {
        VersionStages changed = this;
        for (ModelVersion version : versions) {
            changed = changed.with(version);
        }
        return changed;
    }

    /** Only some of the versions. */
    public VersionStages where(Predicate<ModelVersion> wanted) {
        Map<String, ModelVersion> some = new LinkedHashMap<>(byId);
        some.values().removeIf(wanted.negate());
        return new VersionStages(Collections.unmodifiableMap(some));
    }

    public VersionStages without(String id) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.remove(id);
        return new VersionStages(Collections.unmodifiableMap(changed));
    }

    /**
     * Whether this record would reset a version to CANDIDATE. Publishers do not know stages: if a version that is no
     * longer a CANDIDATE is published again, it keeps its known stage.
     */
    public boolean forgetsStage(ModelVersion published) {
        ModelVersion known = byId.get(published.getVersion());
        return known != null
                && published.getStage() == Stage.CANDIDATE
                && known.getStage() != Stage.CANDIDATE
                && !recalls(published, known);
    }

    /** Whether the trainer made the version a candidate again; publishers do not set this field. */
    private static boolean recalls(ModelVersion published, ModelVersion known) {
        String alarm = published.getRecalledForAlarm();
        return alarm != null && !alarm.equals(known.getRecalledForAlarm());
    }

    /**
     * The time of the next change of a stage: later than every previous change, even if the clock was set back
     * meanwhile. The order of the times determines which version was champion last. Times more than a day ahead are
     * ignored.
     */
    Instant timeOfChange(Instant now) {
        return byId.values().stream()
                .filter(version -> version.getStage() != Stage.CANDIDATE)
                .map(ModelVersion::getStageChangedAt)
                .filter(time -> !time.isBefore(now) && time.isBefore(now.plus(FURTHEST_AHEAD)))
                .max(Comparator.naturalOrder())
                .map(latest -> latest.plusMillis(1))
                .orElse(now);
    }

    public Optional<ModelVersion> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<ModelVersion> parent(ModelVersion version) {
        String parent = version.getParent();
        return parent == null ? Optional.empty() : find(parent);
    }

    public Optional<ModelVersion> champion() {
        return inStage(Stage.CHAMPION).stream().max(Comparator.comparing(ModelVersion::getStageChangedAt));
    }

    /** All candidates, oldest first. */
    public List<ModelVersion> candidates() {
        return inStage(Stage.CANDIDATE);
    }

    /** All versions, oldest first. */
    public List<ModelVersion> byAge() {
        return byId.values().stream().sorted(BY_AGE).toList();
    }

    List<ModelVersion> inStage(Stage stage) {
        return byAge().stream().filter(version -> version.getStage() == stage).toList();
    }
}

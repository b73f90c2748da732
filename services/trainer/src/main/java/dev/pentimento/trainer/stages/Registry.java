package dev.pentimento.trainer.stages;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every version with the stage that the trainer gave it. Immutable. */
public final class Registry {
    public static final Registry EMPTY = new Registry(Map.of());

    private static final Comparator<ModelVersion> BY_AGE =
            Comparator.comparing(ModelVersion::getCreatedAt).thenComparing(ModelVersion::getVersion);

    private final Map<String, ModelVersion> byId;

    private Registry(Map<String, ModelVersion> byId) {
        this.byId = byId;
    }

    public Registry with(ModelVersion version) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.put(version.getVersion(), version);
        return new Registry(Collections.unmodifiableMap(changed));
    }

    public Registry with(List<ModelVersion> versions) {
        Registry changed = this;
        for (ModelVersion version : versions) {
            changed = changed.with(version);
        }
        return changed;
    }

    public Registry without(String id) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.remove(id);
        return new Registry(Collections.unmodifiableMap(changed));
    }

    /**
     * What the registry is after somebody's record. A publisher knows no stages: when it publishes again what has left
     * the stage CANDIDATE, what is known stays.
     */
    public Registry seen(ModelVersion published) {
        return forgetsStage(published) ? this : with(published);
    }

    /** Whether this record would put a version back to CANDIDATE. */
    public boolean forgetsStage(ModelVersion published) {
        ModelVersion known = byId.get(published.getVersion());
        return known != null && published.getStage() == Stage.CANDIDATE && known.getStage() != Stage.CANDIDATE;
    }

    public Optional<ModelVersion> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<ModelVersion> champion() {
        return inStage(Stage.CHAMPION).stream().max(Comparator.comparing(ModelVersion::getStageChangedAt));
    }

    /** By age, oldest first. */
    public List<ModelVersion> candidates() {
        return inStage(Stage.CANDIDATE);
    }

    /** Every version, oldest first. */
    public List<ModelVersion> byAge() {
        return byId.values().stream().sorted(BY_AGE).toList();
    }

    List<ModelVersion> inStage(Stage stage) {
        return byAge().stream().filter(version -> version.getStage() == stage).toList();
    }
}

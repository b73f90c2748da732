package dev.pentimento.platform.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A snapshot of the registry: every version with its stage, in the order of first publication. */
public final class Versions {
    static final Versions NONE = new Versions(Map.of());

    private final Map<String, ModelVersion> byId;

    private Versions(Map<String, ModelVersion> byId) {
        this.byId = byId;
    }

    /** These versions, in their order of first publication. */
    public static Versions of(Iterable<ModelVersion> published) {
        Versions versions = NONE;
        for (ModelVersion version : published) {
            versions = versions.with(version);
        }
        return versions;
    }

    Versions with(ModelVersion version) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.put(version.getVersion(), version);
        return new Versions(Collections.unmodifiableMap(changed));
    }

    Versions without(String id) {
        Map<String, ModelVersion> changed = new LinkedHashMap<>(byId);
        changed.remove(id);
        return new Versions(Collections.unmodifiableMap(changed));
    }

    public Collection<ModelVersion> all() {
        return byId.values();
    }

    /** The versions that still have their files. */
    public List<ModelVersion> withFiles() {
        return byId.values().stream()
                .filter(version -> version.getFilesDeletedAt() == null)
                .toList();
    }

    public Optional<ModelVersion> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The champion. While a change of champion is only partly read, there are two: this is the newer one. */
    public Optional<ModelVersion> champion() {
        return inStage(Stage.CHAMPION).stream()
                .reduce((a, b) -> a.getStageChangedAt().isAfter(b.getStageChangedAt()) ? a : b);
    }

    /** The champion before a forced one that no evaluation has loaded yet. It answers until then. */
    public Optional<ModelVersion> formerChampion() {
        return champion()
                .filter(champion -> champion.getTrial() != null)
                .flatMap(champion ->
                        inStage(Stage.RETIRED).stream().max(Comparator.comparing(ModelVersion::getStageChangedAt)));
    }

    /** The candidates, which are judged in shadow, oldest first. */
    public List<ModelVersion> candidates() {
        return inStage(Stage.CANDIDATE);
    }

    private List<ModelVersion> inStage(Stage stage) {
        return byId.values().stream()
                .filter(version -> version.getStage() == stage)
                .toList();
    }
}

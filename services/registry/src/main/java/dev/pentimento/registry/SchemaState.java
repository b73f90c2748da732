package dev.pentimento.registry;

import dev.pentimento.schemas.CompatibilityLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What the log says. Changed by one thread at a time; {@link #schemaById} may be asked by any thread meanwhile, all else
 * only by the one that changes it.
 */
final class SchemaState {
    private final Map<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private Optional<CompatibilityLevel> level = Optional.empty();
    private int highestId;

    void apply(Change change) {
        if (change instanceof Change.VersionSet set) {
            put(new Version(set.subject(), set.version(), set.id(), set.schema(), set.deleted()));
        } else if (change instanceof Change.VersionErased erased) {
            erase(erased.subject(), erased.version());
        } else if (change instanceof Change.SubjectHidden hidden) {
            hide(hidden.subject(), hidden.version());
        } else if (change instanceof Change.LevelSet set) {
            setLevel(set);
        } else if (change instanceof Change.IdsGiven given) {
            highestId = Math.max(highestId, given.highest());
        }
    }

    private void put(Version version) {
        subjects.computeIfAbsent(version.subject(), name -> new TreeMap<>()).put(version.version(), version);
        schemas.put(version.id(), version.schema());
        ids.put(version.schema(), version.id());
        highestId = Math.max(highestId, version.id());
    }

    private void erase(String subject, int number) {
        TreeMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        Version erased = versions.remove(number);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        if (erased != null && versionsOfId(erased.id()).isEmpty()) {
            schemas.remove(erased.id());
            ids.remove(erased.schema());
        }
    }

    private void hide(String subject, int upTo) {
        TreeMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        versions.headMap(upTo, true)
                .replaceAll((number, v) -> new Version(v.subject(), v.version(), v.id(), v.schema(), true));
    }

    private void setLevel(Change.LevelSet set) {
        if (set.subject().isEmpty()) {
            level = set.level();
        } else if (set.level().isPresent()) {
            levels.put(set.subject().get(), set.level().get());
        } else {
            levels.remove(set.subject().get());
        }
    }

    /** The schema of that id, deleted or not. */
    Optional<String> schemaById(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    Optional<Integer> idOf(String schema) {
        return Optional.ofNullable(ids.get(schema));
    }

    int highestId() {
        return highestId;
    }

    /** Names in their order, of subjects with deleted versions only too. */
    Collection<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** Ascending, deleted ones among them; empty for an unknown subject. */
    List<Version> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
    }

    List<Version> liveVersions(String subject) {
        return versions(subject).stream().filter(version -> !version.deleted()).toList();
    }

    List<Version> versionsOfId(int id) {
        return all().filter(version -> version.id() == id).toList();
    }

    private Stream<Version> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    /** The level for subjects without one of their own; backward where none was set, as in Confluent's registry. */
    CompatibilityLevel level() {
        return level.orElse(CompatibilityLevel.BACKWARD);
    }

    Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    CompatibilityLevel level(String subject) {
        return ownLevel(subject).orElseGet(this::level);
    }
}

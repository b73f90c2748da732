package dev.pentimento.registry;

import dev.pentimento.registry.Change.Mode;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state that results from the log. Only one thread at a time changes it. Any thread may call {@link #schemaById};
 * all other methods are for the thread that changes the state.
 */
final class SchemaState {
    private final Map<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    /** Ids of permanently deleted schemas, by {@linkplain Version#hash hash}. */
    private final Map<String, Integer> erased = new HashMap<>();
    /** Levels by subject; the default for all subjects has the empty key. */
    private final Map<Optional<String>, CompatibilityLevel> levels = new HashMap<>();

    /** Likewise. */
    private final Map<Optional<String>, Mode> modes = new HashMap<>();

    private int highestId;

    void apply(Change change) {
        if (change instanceof Version version) {
            put(version);
        } else if (change instanceof Change.VersionErased erased) {
            erase(erased.subject(), erased.version());
        } else if (change instanceof Change.SubjectHidden hidden) {
            hide(hidden.subject(), hidden.version());
        } else if (change instanceof Change.LevelSet set) {
            set(levels, set.subject(), set.level());
        } else if (change instanceof Change.ModeSet set) {
            set(modes, set.subject(), set.mode());
        } else if (change instanceof Change.IdsGiven given) {
            highestId = Math.max(highestId, given.highest());
            erased.putAll(given.erased());
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
        Version gone = versions.remove(number);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        if (gone != null && versionsOfId(gone.id()).isEmpty()) {
            schemas.remove(gone.id());
            ids.remove(gone.schema());
        }
    }

    private void hide(String subject, int upTo) {
        TreeMap<Integer, Version> versions = subjects.getOrDefault(subject, new TreeMap<>());
        versions.headMap(upTo, true).replaceAll((number, version) -> version.hidden());
    }

    private static <T> void set(Map<Optional<String>, T> values, Optional<String> subject, Optional<T> value) {
        value.ifPresentOrElse(given -> values.put(subject, given), () -> values.remove(subject));
    }

    /** The schema with this id, deleted or not. */
    Optional<String> schemaById(int id) {
        return Optional.ofNullable(schemas.get(id));
    }

    /** The id that this schema has, or had before it was permanently deleted. */
    Optional<Integer> idOf(String schema) {
        return Optional.ofNullable(ids.get(schema)).or(() -> Optional.ofNullable(erased.get(Version.hash(schema))));
    }

    /** Ids of erased schemas, by {@linkplain Version#hash hash}. */
    Map<String, Integer> erasedIds() {
        return Map.copyOf(erased);
    }

    int highestId() {
        return highestId;
    }

    /** Sorted names, including subjects that have only deleted versions. */
    Collection<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    /** In ascending order, including deleted ones; empty for an unknown subject. */
    List<Version> versions(String subject) {
        return List.copyOf(subjects.getOrDefault(subject, new TreeMap<>()).values());
    }

    List<Version> liveVersions(String subject) {
        return versions(subject).stream().filter(version -> !version.deleted()).toList();
    }

    List<Version> versionsOfId(int id) {
        return subjects.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(version -> version.id() == id)
                .toList();
    }

    /** The default level: backward unless set otherwise, as in Confluent's registry. */
    CompatibilityLevel level() {
        return levels.getOrDefault(Optional.empty(), CompatibilityLevel.BACKWARD);
    }

    Optional<CompatibilityLevel> ownLevel(String subject) {
        return Optional.ofNullable(levels.get(Optional.of(subject)));
    }

    CompatibilityLevel level(String subject) {
        return ownLevel(subject).orElseGet(this::level);
    }

    /** The mode of all subjects without their own mode. */
    Mode mode() {
        return modes.getOrDefault(Optional.empty(), Mode.READWRITE);
    }

    Optional<Mode> ownMode(String subject) {
        return Optional.ofNullable(modes.get(Optional.of(subject)));
    }

    Mode mode(String subject) {
        return ownMode(subject).orElseGet(this::mode);
    }
}

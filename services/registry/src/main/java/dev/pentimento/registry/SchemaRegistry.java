package dev.pentimento.registry;

import dev.pentimento.registry.SchemaStore.Decision;
import dev.pentimento.schemas.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** The registry's rules: what may be registered, found and deleted. Every refusal is a {@link RegistryError}. */
final class SchemaRegistry {
    private final SchemaStore store;

    SchemaRegistry(SchemaStore store) {
        this.store = store;
    }

    /** Whether deleted versions count too. */
    enum Deleted {
        HIDDEN,
        SHOWN
    }

    /** The schema's id; it is the subject's next version unless it is one already. */
    int register(String subject, String text) {
        Schema schema = SchemaText.parse(text);
        String canonical = schema.toString();
        return store.change(state -> {
            List<Version> live = state.liveVersions(subject);
            Optional<Version> known = withSchema(live, canonical);
            if (known.isPresent()) {
                return new Decision<>(List.of(), known.get().id());
            }
            List<String> objections = CompatibilityCheck.objections(state.level(subject), schema, live);
            if (!objections.isEmpty()) {
                throw RegistryError.incompatible(String.join("; ", objections));
            }
            int id = state.idOf(canonical).orElse(state.highestId() + 1);
            int number = state.versions(subject).stream()
                            .mapToInt(Version::version)
                            .max()
                            .orElse(0)
                    + 1;
            return new Decision<>(List.of(new Change.VersionSet(subject, number, id, canonical, false)), id);
        });
    }

    /** The version under which the schema stands in the subject. */
    Version lookup(String subject, String text, Deleted deleted) {
        String canonical = SchemaText.parse(text).toString();
        return withSchema(versions(subject, deleted), canonical)
                .orElseThrow(() -> RegistryError.schemaNotFound("in subject '" + subject + "'"));
    }

    private static Optional<Version> withSchema(List<Version> versions, String canonical) {
        return versions.stream()
                .filter(version -> version.schema().equals(canonical))
                .reduce((earlier, later) -> later);
    }

    List<String> subjects(String prefix, Deleted deleted) {
        return store.read(state -> state.subjects().stream()
                .filter(subject -> subject.startsWith(prefix))
                .filter(subject -> !visible(state.versions(subject), deleted).isEmpty())
                .toList());
    }

    /** Ascending, at least one. */
    List<Version> versions(String subject, Deleted deleted) {
        List<Version> versions = store.read(state -> visible(state.versions(subject), deleted));
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    private static List<Version> visible(List<Version> versions, Deleted deleted) {
        return versions.stream()
                .filter(version -> deleted == Deleted.SHOWN || !version.deleted())
                .toList();
    }

    Version version(String subject, VersionNumber wanted, Deleted deleted) {
        return wanted.in(versions(subject, deleted));
    }

    String schemaById(int id) {
        return store.schemaById(id).orElseThrow(() -> RegistryError.schemaNotFound(Integer.toString(id)));
    }

    List<Version> versionsOfId(int id, Deleted deleted) {
        schemaById(id);
        return store.read(state -> visible(state.versionsOfId(id), deleted));
    }

    int highestId() {
        return store.read(SchemaState::highestId);
    }

    /** What stands against the schema as the next version, in the level's sense. */
    List<String> objections(String subject, String text) {
        Schema schema = SchemaText.parse(text);
        return store.read(
                state -> CompatibilityCheck.objections(state.level(subject), schema, state.liveVersions(subject)));
    }

    /** The same against that one version. */
    List<String> objections(String subject, VersionNumber wanted, String text) {
        Schema schema = SchemaText.parse(text);
        Version version = version(subject, wanted, Deleted.HIDDEN);
        return CompatibilityCheck.objections(store.read(state -> state.level(subject)), schema, List.of(version));
    }

    /** Hides every version; their numbers. */
    List<Integer> hide(String subject) {
        return store.change(state -> {
            List<Version> live = state.liveVersions(subject);
            if (live.isEmpty()) {
                throw state.versions(subject).isEmpty()
                        ? RegistryError.subjectNotFound(subject)
                        : RegistryError.subjectSoftDeleted(subject);
            }
            return new Decision<>(live.stream().map(SchemaRegistry::hidden).toList(), numbers(live));
        });
    }

    /** Erases a subject whose versions are all hidden. */
    List<Integer> erase(String subject) {
        return store.change(state -> {
            List<Version> versions = state.versions(subject);
            if (versions.isEmpty()) {
                throw RegistryError.subjectNotFound(subject);
            }
            if (!state.liveVersions(subject).isEmpty()) {
                throw RegistryError.subjectNotSoftDeleted(subject);
            }
            return new Decision<>(erased(state, versions), numbers(versions));
        });
    }

    int hide(String subject, VersionNumber wanted) {
        return store.change(state -> {
            List<Version> known = known(state, subject);
            List<Version> live = state.liveVersions(subject);
            if (live.isEmpty()) {
                throw RegistryError.subjectSoftDeleted(subject);
            }
            Version version = wanted.in(wanted instanceof VersionNumber.Latest ? live : known);
            if (version.deleted()) {
                throw RegistryError.versionSoftDeleted(subject, version.version());
            }
            return new Decision<>(List.of(hidden(version)), version.version());
        });
    }

    int erase(String subject, VersionNumber wanted) {
        return store.change(state -> {
            Version version = wanted.in(known(state, subject));
            if (!version.deleted()) {
                throw RegistryError.versionNotSoftDeleted(subject, version.version());
            }
            return new Decision<>(erased(state, List.of(version)), version.version());
        });
    }

    private static List<Version> known(SchemaState state, String subject) {
        List<Version> versions = state.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    private static Change hidden(Version version) {
        return new Change.VersionSet(version.subject(), version.version(), version.id(), version.schema(), true);
    }

    /** An id is never given twice, even when compaction has removed the last record that names it. */
    private static List<Change> erased(SchemaState state, List<Version> versions) {
        List<Change> changes = new ArrayList<>(List.of(new Change.IdsGiven(state.highestId())));
        versions.forEach(version -> changes.add(new Change.VersionErased(version.subject(), version.version())));
        return changes;
    }

    private static List<Integer> numbers(List<Version> versions) {
        return versions.stream().map(Version::version).toList();
    }

    CompatibilityLevel level() {
        return store.read(SchemaState::level);
    }

    Optional<CompatibilityLevel> ownLevel(String subject) {
        return store.read(state -> state.ownLevel(subject));
    }

    /**
     * @param subject empty: for all that have none of their own
     * @param level empty: none any more
     * @return the level that held before
     */
    CompatibilityLevel setLevel(Optional<String> subject, Optional<CompatibilityLevel> level) {
        return store.change(state -> new Decision<>(
                List.of(new Change.LevelSet(subject, level)),
                subject.map(state::level).orElseGet(state::level)));
    }
}

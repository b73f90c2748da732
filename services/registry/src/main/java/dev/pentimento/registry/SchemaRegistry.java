package dev.pentimento.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.pentimento.registry.Change.Mode;
import dev.pentimento.registry.SchemaStore.Decision;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The registry's rules: what may be registered, found and deleted. Every refusal is a {@link RegistryError}. */
record SchemaRegistry(SchemaStore store) {
    /** Whether deleted versions are included. */
    enum Deleted {
        HIDDEN,
        SHOWN
    }

    /** Registers the schema as the subject's next version unless it is a version already, and returns its id. */
    int register(String subject, String text) {
        Schema schema = parse(text);
        String canonical = schema.toString();
        return store.change(state -> {
            List<Version> live = state.liveVersions(subject);
            Optional<Version> known = withSchema(live, canonical);
            if (known.isPresent()) {
                return new Decision<>(List.of(), known.get().id());
            }
            requireWritable(state, subject);
            List<String> objections = CompatibilityCheck.objections(state.level(subject), schema, live);
            if (!objections.isEmpty()) {
                throw Refusal.INCOMPATIBLE.of(String.join("; ", objections));
            }
            int id = state.idOf(canonical).orElse(state.highestId() + 1);
            List<Version> all = state.versions(subject);
            int number = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
            return new Decision<>(List.of(new Version(subject, number, id, canonical, false)), id);
        });
    }

    /** The version of the schema in the subject. */
    Version lookup(String subject, String text, Deleted deleted) {
        String canonical = parse(text).toString();
        return withSchema(versions(subject, deleted), canonical)
                .orElseThrow(() -> Refusal.SCHEMA_NOT_FOUND.of("in subject '" + subject + "'"));
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

    /** In ascending order, at least one. */
    List<Version> versions(String subject, Deleted deleted) {
        List<Version> versions = store.read(state -> visible(state.versions(subject), deleted));
        if (versions.isEmpty()) {
            throw Refusal.SUBJECT_NOT_FOUND.of(subject);
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
        return store.schemaById(id).orElseThrow(() -> Refusal.SCHEMA_NOT_FOUND.of(Integer.toString(id)));
    }

    List<Version> versionsOfId(int id, Deleted deleted) {
        schemaById(id);
        return store.read(state -> visible(state.versionsOfId(id), deleted));
    }

    int highestId() {
        return store.read(SchemaState::highestId);
    }

    /** Returns why the schema may not be the next version, by the subject's level. */
    List<String> objections(String subject, String text) {
        Schema schema = parse(text);
        return store.read(
                state -> CompatibilityCheck.objections(state.level(subject), schema, state.liveVersions(subject)));
    }

    /** The same, compared with only that version. */
    List<String> objections(String subject, VersionNumber wanted, String text) {
        Schema schema = parse(text);
        Version version = version(subject, wanted, Deleted.HIDDEN);
        return CompatibilityCheck.objections(store.read(state -> state.level(subject)), schema, List.of(version));
    }

    /** Hides every version, and returns their numbers. */
    List<Integer> hide(String subject) {
        return store.change(state -> {
            requireWritable(state, subject);
            List<Version> live = live(state, subject);
            return new Decision<>(live.stream().<Change>map(Version::hidden).toList(), numbers(live));
        });
    }

    /** Permanently deletes a subject whose versions are all hidden. */
    List<Integer> erase(String subject) {
        return store.change(state -> {
            requireWritable(state, subject);
            List<Version> versions = known(state, subject);
            if (!state.liveVersions(subject).isEmpty()) {
                throw Refusal.SUBJECT_NOT_SOFT_DELETED.of(subject);
            }
            return new Decision<>(erased(state, versions), numbers(versions));
        });
    }

    int hide(String subject, VersionNumber wanted) {
        return store.change(state -> {
            requireWritable(state, subject);
            List<Version> live = live(state, subject);
            Version version = wanted.in(wanted.equals(VersionNumber.LATEST) ? live : state.versions(subject));
            if (version.deleted()) {
                throw Refusal.VERSION_SOFT_DELETED.of(subject, version.version());
            }
            return new Decision<>(List.of(version.hidden()), version.version());
        });
    }

    int erase(String subject, VersionNumber wanted) {
        return store.change(state -> {
            requireWritable(state, subject);
            Version version = wanted.in(known(state, subject));
            if (!version.deleted()) {
                throw Refusal.VERSION_NOT_SOFT_DELETED.of(subject, version.version());
            }
            return new Decision<>(erased(state, List.of(version)), version.version());
        });
    }

    private static void requireWritable(SchemaState state, String subject) {
        if (state.mode(subject) == Mode.READONLY) {
            throw Refusal.SUBJECT_READ_ONLY.of(subject);
        }
    }

    private static List<Version> live(SchemaState state, String subject) {
        known(state, subject);
        List<Version> live = state.liveVersions(subject);
        if (live.isEmpty()) {
            throw Refusal.SUBJECT_SOFT_DELETED.of(subject);
        }
        return live;
    }

    private static List<Version> known(SchemaState state, String subject) {
        List<Version> versions = state.versions(subject);
        if (versions.isEmpty()) {
            throw Refusal.SUBJECT_NOT_FOUND.of(subject);
        }
        return versions;
    }

    /**
     * An id is never assigned twice, even if compaction has removed the last record with it. A schema keeps its id
     * after permanent deletion: topics may still contain records with this id, and producers use it until they are
     * restarted.
     */
    private static List<Change> erased(SchemaState state, List<Version> versions) {
        Map<String, Integer> ids = new HashMap<>(state.erasedIds());
        versions.forEach(version -> ids.put(Version.hash(version.schema()), version.id()));
        List<Change> changes = new ArrayList<>(List.of(new Change.IdsGiven(state.highestId(), ids)));
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
     * @param subject if empty, the default for all subjects
     * @param level if empty, the level is removed
     * @return the former level
     */
    CompatibilityLevel setLevel(Optional<String> subject, Optional<CompatibilityLevel> level) {
        return store.change(state -> {
            if (subject.map(state::mode).orElseGet(state::mode) == Mode.READONLY) {
                throw subject.map(Refusal.SUBJECT_READ_ONLY::of).orElseGet(Refusal.REGISTRY_READ_ONLY::of);
            }
            return new Decision<>(
                    List.of(new Change.LevelSet(subject, level)),
                    subject.map(state::level).orElseGet(state::level));
        });
    }

    /** The mode of all subjects without their own mode. */
    Mode mode() {
        return store.readOnly() ? Mode.READONLY : store.read(SchemaState::mode);
    }

    Optional<Mode> ownMode(String subject) {
        return store.read(state -> state.ownMode(subject));
    }

    /**
     * @param subject if empty, all subjects without their own mode
     * @param mode if empty, the mode is removed
     */
    void setMode(Optional<String> subject, Optional<Mode> mode) {
        store.change(state -> new Decision<>(List.of(new Change.ModeSet(subject, mode)), true));
    }

    /** @throws RegistryError 42201 with Avro's message if {@code text} is not a schema */
    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw Refusal.INVALID_SCHEMA.of(reason(e) + ", in " + shortened(text));
        }
    }

    /** Avro puts the parser's class and the way into it into its message. */
    private static String reason(AvroRuntimeException e) {
        return e.getCause() instanceof JsonProcessingException json
                ? "not JSON: " + json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }
}

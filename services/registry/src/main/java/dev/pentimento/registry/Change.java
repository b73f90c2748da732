package dev.pentimento.registry;

import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.util.Map;
import java.util.Optional;

/** One record of the log. */
sealed interface Change
        permits Version,
                Change.VersionErased,
                Change.SubjectHidden,
                Change.LevelSet,
                Change.ModeSet,
                Change.IdsGiven,
                Change.Nothing {

    /** Whether schemas and levels may change. */
    enum Mode {
        READWRITE,
        READONLY
    }

    /** A version is permanently deleted. */
    record VersionErased(String subject, int version) implements Change {}

    /**
     * Every version up to {@code version} is hidden. Confluent's registry writes this record; ours writes one record
     * per version.
     */
    record SubjectHidden(String subject, int version) implements Change {}

    /** The subject's level, or the default for all subjects; without a level, it is removed. */
    record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level) implements Change {}

    /** The subject's mode, or that of all subjects; without a mode, it is removed. */
    record ModeSet(Optional<String> subject, Optional<Mode> mode) implements Change {}

    /**
     * All ids up to this one are used, even if no version has them any more.
     *
     * @param erased ids of permanently deleted schemas, by {@linkplain Version#hash hash}: a schema that is registered
     *     again gets its former id
     */
    record IdsGiven(int highest, Map<String, Integer> erased) implements Change {
        public IdsGiven {
            erased = Map.copyOf(erased);
        }
    }

    /** A record that this registry ignores. */
    record Nothing() implements Change {}
}

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

    /** A version is erased for good. */
    record VersionErased(String subject, int version) implements Change {}

    /** Every version up to {@code version} is hidden. Confluent's registry writes this; ours writes each version. */
    record SubjectHidden(String subject, int version) implements Change {}

    /** The subject's level, or the default for all subjects; without a level: it was removed. */
    record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level) implements Change {}

    /** The subject's mode, or that of all subjects; without a mode: it was removed. */
    record ModeSet(Optional<String> subject, Optional<Mode> mode) implements Change {}

    /**
     * All ids up to this one are used up, even if no version has them any longer.
     *
     * @param erased ids of erased schemas, by {@linkplain Version#hash hash}: a schema that is registered again gets its id again
     */
    record IdsGiven(int highest, Map<String, Integer> erased) implements Change {
        public IdsGiven {
            erased = Map.copyOf(erased);
        }
    }

    /** A record that this registry ignores. */
    record Nothing() implements Change {}
}

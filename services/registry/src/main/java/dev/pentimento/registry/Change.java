package dev.pentimento.registry;

import dev.pentimento.schemas.CompatibilityLevel;
import java.util.Optional;

/** One record of the log. */
sealed interface Change {

    /** A version as it is from now on; {@code deleted}: hidden, its number and id remain taken. */
    record VersionSet(String subject, int version, int id, String schema, boolean deleted) implements Change {}

    /** A version is gone for good. */
    record VersionErased(String subject, int version) implements Change {}

    /** Every version up to {@code version} is hidden: what Confluent's registry writes, ours writes each version. */
    record SubjectHidden(String subject, int version) implements Change {}

    /** The subject's level, or the one for all others; without a level: there is none of its own any more. */
    record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level) implements Change {}

    /** Ids up to this one were given, even if no version has them any more. */
    record IdsGiven(int highest) implements Change {}

    /** A record that says nothing to this registry. */
    record Nothing() implements Change {}
}

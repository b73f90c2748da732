package dev.pentimento.registry;

import static dev.pentimento.schemas.registry.CompatibilityLevel.BACKWARD;
import static dev.pentimento.schemas.registry.CompatibilityLevel.BACKWARD_TRANSITIVE;
import static dev.pentimento.schemas.registry.CompatibilityLevel.FORWARD;
import static dev.pentimento.schemas.registry.CompatibilityLevel.FORWARD_TRANSITIVE;
import static dev.pentimento.schemas.registry.CompatibilityLevel.FULL;
import static dev.pentimento.schemas.registry.CompatibilityLevel.FULL_TRANSITIVE;

import dev.pentimento.schemas.Evolution;
import dev.pentimento.schemas.registry.CompatibilityLevel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** Checks whether a schema may follow others, by Avro's schema resolution rules. */
final class CompatibilityCheck {
    private static final Set<CompatibilityLevel> TRANSITIVE =
            EnumSet.of(BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE);
    private static final Set<CompatibilityLevel> READS_EARLIER =
            EnumSet.of(BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE);
    private static final Set<CompatibilityLevel> READ_BY_EARLIER =
            EnumSet.of(FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE);

    private CompatibilityCheck() {}

    /**
     * Returns why it may not follow; empty if it may.
     *
     * @param earlier in ascending order; non-transitive levels compare only with the last
     */
    static List<String> objections(CompatibilityLevel level, Schema candidate, List<Version> earlier) {
        List<Version> held = TRANSITIVE.contains(level) || earlier.isEmpty()
                ? earlier
                : earlier.subList(earlier.size() - 1, earlier.size());
        List<String> objections = new ArrayList<>();
        for (Version version : held) {
            Schema old = new Schema.Parser().setValidateDefaults(false).parse(version.schema());
            String name = "version " + version.version() + " of " + version.subject();
            if (READS_EARLIER.contains(level)) {
                objections.addAll(Evolution.obstacles(candidate, old, "the new schema cannot read " + name));
            }
            if (READ_BY_EARLIER.contains(level)) {
                objections.addAll(Evolution.obstacles(old, candidate, name + " cannot read the new schema"));
            }
        }
        return objections;
    }
}

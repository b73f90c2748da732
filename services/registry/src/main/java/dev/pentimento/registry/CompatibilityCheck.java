package dev.pentimento.registry;

import dev.pentimento.schemas.CompatibilityLevel;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Whether a schema may follow others, by Avro's rules of schema resolution. */
final class CompatibilityCheck {
    private CompatibilityCheck() {}

    /**
     * What stands against it; empty if nothing does.
     *
     * @param earlier ascending; unless the level is transitive, only the last counts
     */
    static List<String> objections(CompatibilityLevel level, Schema candidate, List<Version> earlier) {
        List<Version> held =
                transitive(level) || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        List<String> objections = new ArrayList<>();
        for (Version version : held) {
            Schema old = new Schema.Parser().setValidateDefaults(false).parse(version.schema());
            String name = "version " + version.version() + " of " + version.subject();
            if (backward(level)) {
                objections.addAll(objections(candidate, old, "the new schema cannot read " + name));
            }
            if (forward(level)) {
                objections.addAll(objections(old, candidate, name + " cannot read the new schema"));
            }
        }
        return objections;
    }

    private static List<String> objections(Schema reader, Schema writer, String what) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        return result.getIncompatibilities().stream()
                .map(found -> what + ": " + found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }

    private static boolean transitive(CompatibilityLevel level) {
        return switch (level) {
            case BACKWARD_TRANSITIVE, FORWARD_TRANSITIVE, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, FORWARD, FULL -> false;
        };
    }

    private static boolean backward(CompatibilityLevel level) {
        return switch (level) {
            case BACKWARD, BACKWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, FORWARD, FORWARD_TRANSITIVE -> false;
        };
    }

    private static boolean forward(CompatibilityLevel level) {
        return switch (level) {
            case FORWARD, FORWARD_TRANSITIVE, FULL, FULL_TRANSITIVE -> true;
            case NONE, BACKWARD, BACKWARD_TRANSITIVE -> false;
        };
    }
}

package dev.pentimento.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Whether readers and writers of two states of a contract understand each other, by Avro's rules of resolution. */
public final class Evolution {
    private Evolution() {}

    /**
     * What stands between two schemas, in words: both must be able to read what the other writes. Registries call this
     * FULL; against every earlier schema it is FULL_TRANSITIVE.
     *
     * @return empty: nothing
     */
    public static List<String> obstacles(Schema before, Schema now) {
        List<String> obstacles = new ArrayList<>();
        obstacles.addAll(obstacles(now, before, "what was written before can no longer be read"));
        obstacles.addAll(
                obstacles(before, now, "what is written now cannot be read by those who knew only the former"));
        return obstacles;
    }

    private static List<String> obstacles(Schema reader, Schema writer, String consequence) {
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
            return List.of();
        }
        List<String> obstacles = new ArrayList<>();
        for (Incompatibility each : result.getIncompatibilities()) {
            obstacles.add(
                    consequence + ": " + each.getType() + " at " + each.getLocation() + " (" + each.getMessage() + ")");
        }
        return obstacles;
    }
}

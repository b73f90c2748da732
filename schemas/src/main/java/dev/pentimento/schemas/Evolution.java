package dev.pentimento.schemas;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether readers and writers of two versions of a contract understand each other, by Avro's rules of resolution. */
public final class Evolution {
    private Evolution() {}

    /**
     * Why two schemas are not compatible: each must be able to read what the other writes. Registries call this FULL;
     * against every earlier schema, FULL_TRANSITIVE.
     *
     * @return empty: they are compatible
     */
    public static List<String> obstacles(Schema before, Schema now) {
        return Stream.concat(
                        obstacles(now, before, "new readers cannot read old records").stream(),
                        obstacles(before, now, "old readers cannot read new records").stream())
                .toList();
    }

    /**
     * Why a reader with one schema cannot read what was written with another.
     *
     * @param consequence begins each line
     * @return empty: it can
     */
    public static List<String> obstacles(Schema reader, Schema writer, String consequence) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(each -> consequence + ": " + each.getType() + " at " + each.getLocation() + " ("
                        + each.getMessage() + ")")
                .toList();
    }
}

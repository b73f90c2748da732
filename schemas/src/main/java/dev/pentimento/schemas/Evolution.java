package dev.pentimento.schemas;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Checks whether readers and writers of two versions of a contract are compatible, by Avro's resolution rules. */
public final class Evolution {
    private Evolution() {}

    /**
     * Returns why two schemas are not compatible. Each must be able to read what the other writes. Registries call this
     * FULL, and FULL_TRANSITIVE if it holds for every earlier schema.
     *
     * @return empty if they are compatible
     */
    public static List<String> obstacles(Schema before, Schema now) {
        return Stream.concat(
                        obstacles(now, before, "new readers cannot read old records").stream(),
                        obstacles(before, now, "old readers cannot read new records").stream())
                .toList();
    }

    /**
     * Returns why a reader with one schema cannot read data written with another.
     *
     * @param consequence text at the beginning of each line
     * @return empty if it can
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

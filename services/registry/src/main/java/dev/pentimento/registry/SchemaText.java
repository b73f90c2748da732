package dev.pentimento.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Between texts and schemas. */
final class SchemaText {
    private SchemaText() {}

    /** @throws RegistryError 42201 with Avro's words if {@code text} is no schema */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw RegistryError.invalidSchema(e.getMessage() + ", in " + shortened(text));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "...";
    }
}

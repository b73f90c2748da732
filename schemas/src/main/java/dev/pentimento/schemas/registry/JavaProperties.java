package dev.pentimento.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * Removes a property that only Java needs: schemas of generated classes request a Java {@code String}. The registry
 * stores the schema without it, so that a program in another language registers an equal schema from the same file.
 */
public final class JavaProperties {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaProperties() {}

    /** The same schema without {@code avro.java.string}. */
    public static Schema removedFrom(Schema schema) {
        String text = schema.toString();
        if (!text.contains(GenericData.STRING_PROP)) {
            return schema;
        }
        try {
            JsonNode tree = JSON.readTree(text);
            remove(tree);
            return RegistrySchemas.lenientParser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the text of a parsed schema is not JSON", e);
        }
    }

    private static void remove(JsonNode node) {
        // Only on strings, and on maps for their keys; elsewhere it would be a user's own property.
        if (node instanceof ObjectNode object
                && List.of("string", "map").contains(object.path("type").asText())) {
            object.remove(GenericData.STRING_PROP);
        }
        node.forEach(JavaProperties::remove);
    }
}

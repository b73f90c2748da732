package dev.pentimento.dashboard.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.dashboard.json.ApiJson;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a table, taken from the JSON of a view. */
final class Rows {
    private static final ObjectMapper JSON = ApiJson.mapper();

    private Rows() {}

    static JsonNode json(Object view) {
        return JSON.valueToTree(view);
    }

    /** The elements of an array; null has none. */
    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /**
     * For each element of an array in {@code whole}, a row with the fields of {@code whole}, and the element as {@code
     * part}.
     */
    static Stream<JsonNode> parts(JsonNode whole, String array) {
        return each(whole.get(array)).map(part -> with(whole, "part", part));
    }

    /** A copy of the row with one additional field. */
    static ObjectNode with(JsonNode row, String field, JsonNode value) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll((ObjectNode) row);
        copy.set(field, value);
        return copy;
    }
}

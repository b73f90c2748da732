package dev.pentimento.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** One request and its answer, in the registry's terms. */
final class Exchange {
    static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Context context;

    Exchange(Context context) {
        this.context = context;
    }

    String subject() {
        return context.pathParam("subject");
    }

    VersionNumber version() {
        return VersionNumber.parse(context.pathParam("version"));
    }

    int id() {
        String text = context.pathParam("id");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw RegistryError.schemaNotFound(text);
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(query(name));
    }

    /** The query's value, or the empty string. */
    String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    SchemaRegistry.Deleted deleted() {
        return flag("deleted") ? SchemaRegistry.Deleted.SHOWN : SchemaRegistry.Deleted.HIDDEN;
    }

    JsonNode body() {
        try {
            JsonNode body = JSON.readTree(context.bodyAsBytes());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            throw RegistryError.badRequest("the body is no JSON: " + e.getMessage());
        }
        throw RegistryError.badRequest("the body is no JSON object");
    }

    /** The schema's text in the body; what this registry does not have is refused, not passed over. */
    String schema() {
        JsonNode body = body();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryError.invalidSchema("schemaType " + type + " is not known here, only AVRO");
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryError.invalidSchema(
                    "references to other schemas are not kept here; put them into the schema");
        }
        String text = body.path("schema").asText("");
        if (text.isBlank()) {
            throw RegistryError.invalidSchema("the request has none");
        }
        return text;
    }

    void answer(Object json) {
        try {
            context.contentType(MEDIA_TYPE).result(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can be written as JSON", e);
        }
    }

    /** A schema by itself, as it was registered. */
    void answerText(String schema) {
        context.contentType(MEDIA_TYPE).result(schema);
    }

    void refuse(int status, int code, String message) {
        context.status(status);
        answer(JSON.createObjectNode().put("error_code", code).put("message", message));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode strings(List<String> texts) {
        ArrayNode array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode described(Version version) {
        return object().put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema());
    }
}

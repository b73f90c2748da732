package dev.pentimento.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.function.Consumer;

/** One request and its response, in the registry's terms. */
record Exchange(Context context) {
    static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Handles a request in the registry's terms. */
    static Handler handler(Consumer<Exchange> answer) {
        return context -> answer.accept(new Exchange(context));
    }

    String subject() {
        return context.pathParam("subject");
    }

    VersionNumber version() {
        return VersionNumber.parse(context.pathParam("version"));
    }

    int id() {
        return context.pathParamAsClass("id", Integer.class)
                .getOrThrow(errors -> Refusal.SCHEMA_NOT_FOUND.of(context.pathParam("id")));
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
            throw Refusal.BAD_REQUEST.of("the body is not JSON: " + e.getMessage());
        }
        throw Refusal.BAD_REQUEST.of("the body is not a JSON object");
    }

    /** The schema's text in the body. Features that this registry does not support are rejected, not ignored. */
    String schema() {
        JsonNode body = body();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw Refusal.INVALID_SCHEMA.of("schemaType " + type + " is not supported, only AVRO");
        }
        if (!body.path("references").isEmpty()) {
            throw Refusal.INVALID_SCHEMA.of(
                    "references to other schemas are not supported; include them in the schema");
        }
        String text = body.path("schema").asText("");
        if (text.isBlank()) {
            throw Refusal.INVALID_SCHEMA.of("the request contains no schema");
        }
        return text;
    }

    void answer(Object json) {
        context.json(json).contentType(MEDIA_TYPE);
    }

    /** Returns only the schema, as it was registered. */
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

    void describe(Version version) {
        answer(object().put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id())
                .put("schema", version.schema()));
    }
}

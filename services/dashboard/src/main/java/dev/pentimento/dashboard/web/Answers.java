package dev.pentimento.dashboard.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.function.Supplier;

/** Answers as JSON, times as in ISO 8601; or as CSV where it is asked for. */
final class Answers {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance));

    private Answers() {}

    static void json(Context ctx, Object view) {
        ctx.contentType("application/json; charset=utf-8").result(text(view));
    }

    static String text(Object view) {
        try {
            return JSON.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + view.getClass(), e);
        }
    }

    static JsonNode read(Context ctx) {
        try {
            JsonNode body = JSON.readTree(ctx.body());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // said below
        }
        throw new BadRequestResponse("the body must be a JSON object");
    }

    /** CSV by {@code ?format=csv}, or where {@code Accept} asks for it. */
    static void tabular(Context ctx, String name, Object view, Supplier<Table> table) {
        ctx.header("Vary", "Accept");
        String format = ctx.queryParam("format");
        if (format == null) {
            String accept = ctx.header("Accept");
            format = accept != null && accept.contains("text/csv") ? "csv" : "json";
        }
        switch (format) {
            case "json" -> json(ctx, view);
            case "csv" ->
                ctx.contentType("text/csv; charset=utf-8; header=present")
                        .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                        .result(table.get().csv());
            default -> throw new BadRequestResponse("format must be json or csv");
        }
    }
}

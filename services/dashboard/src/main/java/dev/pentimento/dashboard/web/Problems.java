package dev.pentimento.dashboard.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** Errors as problem details (RFC 9457): {@code title} is the status in words, {@code detail} the reason. */
final class Problems {
    private Problems() {}

    static void addTo(JavalinConfig config) {
        config.routes.exception(HttpResponseException.class, Problems::answer);
    }

    private static void answer(HttpResponseException error, Context ctx) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.getMessage(error.getStatus()));
        problem.put("status", error.getStatus());
        problem.put("detail", error.getMessage());
        // json() sets its own media type
        ctx.status(error.getStatus()).json(problem).contentType("application/problem+json");
    }
}

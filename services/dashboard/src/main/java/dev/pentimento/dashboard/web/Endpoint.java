package dev.pentimento.dashboard.web;

import io.javalin.http.Handler;
import java.util.Map;

/**
 * Something that the page's service answers.
 *
 * @param parameters names of its own, for whoever reads the list
 * @param csv whether the answer is to be had as CSV too
 */
record Endpoint(String path, String parameters, boolean csv, String description, Handler handler) {
    /** @param prefix of all paths */
    Map<String, Object> describe(String prefix) {
        String separator = parameters.isEmpty() ? "" : ", ";
        return Map.of(
                "path",
                prefix + path,
                "parameters",
                csv ? parameters + separator + "format=json|csv" : parameters,
                "description",
                description);
    }
}

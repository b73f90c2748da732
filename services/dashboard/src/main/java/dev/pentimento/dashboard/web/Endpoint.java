package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.tables.Table;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Map;
import java.util.function.Function;

/**
 * A path that supports {@code GET}.
 *
 * @param parameters parameter names, for the list of endpoints
 * @param csv whether it also returns CSV
 */
record Endpoint(String path, String parameters, boolean csv, String description, Handler handler) {

    /** A view as JSON, and as a table in CSV. */
    static <V> Endpoint view(
            String path, String parameters, String description, Function<Context, V> view, Function<V, Table> table) {
        String file = path.substring(1).replace('/', '-');
        return new Endpoint(
                path, parameters, true, description, ctx -> Answers.tabular(ctx, file, view.apply(ctx), table));
    }

    /** A table in both forms. JSON then names its columns once. */
    static Endpoint table(String path, String parameters, String description, Function<Context, Table> table) {
        return view(path, parameters, description, table, Function.identity());
    }

    /** @param prefix prefix of all paths */
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

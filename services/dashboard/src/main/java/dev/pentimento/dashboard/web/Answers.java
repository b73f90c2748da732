package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.tables.Table;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.function.Function;

/** Responds with JSON, or with CSV for {@code ?format=csv} and for {@code Accept: text/csv}. */
final class Answers {
    private Answers() {}

    /** @param name name of the downloaded CSV file */
    static <V> void tabular(Context ctx, String name, V view, Function<V, Table> table) {
        ctx.header("Vary", "Accept");
        switch (format(ctx)) {
            case "json" -> ctx.json(view);
            case "csv" ->
                ctx.contentType("text/csv; charset=utf-8; header=present")
                        .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                        .result(table.apply(view).csv());
            default -> throw new BadRequestResponse("format must be json or csv");
        }
    }

    private static String format(Context ctx) {
        String format = ctx.queryParam("format");
        if (format != null) {
            return format;
        }
        String accept = ctx.header("Accept");
        return accept != null && accept.contains("text/csv") ? "csv" : "json";
    }
}

package dev.pentimento.dashboard.web;

import dev.pentimento.events.Arm;
import dev.pentimento.events.Slice;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.stream.Stream;

/** Typed request parameters. */
final class Parameters {
    private Parameters() {}

    /** The requested slice; all images by default. */
    static Slice slice(Context ctx) {
        String text = ctx.queryParam("slice");
        return text == null || text.isEmpty() ? Slice.ALL : new Slice(text);
    }

    /**
     * The requested arm; the original by default.
     *
     * @throws BadRequestResponse unless it is one of a champion
     */
    static Arm arm(Context ctx) {
        String text = ctx.queryParam("arm");
        return text == null || text.isEmpty()
                ? Arm.ORIGINAL
                : Stream.of(Arm.ORIGINAL, Arm.CORRECTED)
                        .filter(arm -> arm.is(text))
                        .findFirst()
                        .orElseThrow(() -> new BadRequestResponse("arm must be original or corrected"));
    }

    /** @throws BadRequestResponse unless it is a whole number; negative numbers count as 0 */
    static long number(Context ctx, String name, long otherwise) {
        return ctx.queryParam(name) == null
                ? otherwise
                : Math.max(
                        0,
                        ctx.queryParamAsClass(name, Long.class)
                                .getOrThrow(errors -> new BadRequestResponse(name + " must be a whole number")));
    }

    /** @throws BadRequestResponse unless it is a whole number from 0 to the largest of its type */
    static <N extends Number> N inPath(Context ctx, String name, Class<N> type, N most) {
        return ctx.pathParamAsClass(name, type)
                .check(value -> value.longValue() >= 0, "negative")
                .getOrThrow(errors -> new BadRequestResponse(name + " must be a whole number from 0 to " + most));
    }
}

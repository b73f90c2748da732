package dev.pentimento.dashboard.web;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of a command; a blank field counts as missing. */
record CommandRequest(
        String kind,
        @Nullable String version,
        @Nullable String reason,
        @Nullable String requestedBy,
        @Nullable Boolean force) {
    private static final Set<String> KINDS = Set.of("PROMOTE", "ROLL_BACK", "REJECT");
    private static final int MAX_TEXT = 1_000;

    CommandRequest {
        version = stripped(version);
        reason = stripped(reason);
        requestedBy = stripped(requestedBy);
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** @throws BadRequestResponse saying what is wrong with the body */
    static CommandRequest read(Context ctx) {
        CommandRequest request = ctx.bodyValidator(CommandRequest.class)
                .getOrThrow(errors -> new BadRequestResponse(
                        "the body must be a JSON object whose fields are strings; force is true or false"));
        if (!KINDS.contains(String.valueOf(request.kind()))) {
            throw new BadRequestResponse("kind must be PROMOTE, ROLL_BACK or REJECT");
        }
        if (Stream.of(request.version(), request.reason(), request.requestedBy())
                .anyMatch(text -> text != null && text.length() > MAX_TEXT)) {
            throw new BadRequestResponse("no field may have more than " + MAX_TEXT + " characters");
        }
        return request;
    }
}

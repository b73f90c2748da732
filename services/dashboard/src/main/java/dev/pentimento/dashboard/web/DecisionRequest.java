package dev.pentimento.dashboard.web;

import dev.pentimento.events.AlarmKind;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The body of a decision about an alarm or the webhook; a blank field counts as missing. */
record DecisionRequest(
        String action,
        @Nullable String alarm,
        @Nullable String kind,
        @Nullable String slice,
        @Nullable String until,
        @Nullable String duration,
        @Nullable String note,
        @Nullable String decidedBy) {
    static final String ACKNOWLEDGE = "ACKNOWLEDGE";
    static final String MUTE = "MUTE";
    private static final Set<String> ACTIONS = Set.of(ACKNOWLEDGE, MUTE, "UNMUTE");
    private static final List<AlarmKind> KINDS = Arrays.stream(AlarmKind.values())
            .filter(kind -> kind != AlarmKind.OTHER)
            .toList();

    DecisionRequest {
        alarm = stripped(alarm);
        kind = stripped(kind);
        slice = stripped(slice);
        until = stripped(until);
        duration = stripped(duration);
        note = stripped(note);
        decidedBy = stripped(decidedBy);
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** @throws BadRequestResponse saying what is wrong with the body */
    static DecisionRequest read(Context ctx) {
        DecisionRequest request = ctx.bodyValidator(DecisionRequest.class)
                .getOrThrow(
                        errors -> new BadRequestResponse("the body must be a JSON object whose fields are strings"));
        if (!ACTIONS.contains(String.valueOf(request.action()))) {
            throw new BadRequestResponse("action must be ACKNOWLEDGE, MUTE or UNMUTE");
        }
        return request;
    }

    /** The kind that is muted; null: every kind. */
    @Nullable
    AlarmKind alarmKind() {
        if (kind == null) {
            return null;
        }
        return KINDS.stream()
                .filter(each -> each.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse("kind must be one of "
                        + KINDS.stream().map(AlarmKind::name).collect(Collectors.joining(", "))));
    }

    /** When the decision ends; null: with the alarm. */
    @Nullable
    Instant end(Instant now) {
        if (until != null && duration != null) {
            throw new BadRequestResponse("give either until or duration");
        }
        try {
            return duration != null ? now.plus(Duration.parse(duration)) : until == null ? null : Instant.parse(until);
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadRequestResponse(
                    "until must be a time in ISO 8601, such as 2026-01-31T18:00:00Z, and duration a"
                            + " duration, such as PT4H");
        }
    }
}

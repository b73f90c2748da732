package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.state.DashboardState;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters {@code from} and {@code to}. */
final class Spans {
    static final String NAMES = "from, to";

    private static final String CHAMPION = "champion";
    private static final Pattern BACK = Pattern.compile("-(\\d{1,6})([smhdw])");
    private static final Map<String, Duration> UNITS = Map.of(
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));

    private final DashboardState state;
    private final InstantSource clock;

    Spans(DashboardState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /**
     * Null without both: the latest windows.
     *
     * @throws BadRequestResponse naming the parameter that cannot be read
     */
    @Nullable
    Span of(Context ctx) {
        String from = ctx.queryParam("from");
        String to = ctx.queryParam("to");
        if (empty(from) && empty(to)) {
            return null;
        }
        Span span = new Span(empty(from) ? Instant.EPOCH : time("from", from), empty(to) ? end() : time("to", to));
        if (!span.from().isBefore(span.to())) {
            throw new BadRequestResponse("from must be before to");
        }
        return span;
    }

    /** The same, or the time since the version became champion. */
    Span orChampion(Context ctx) {
        Span span = of(ctx);
        return span == null ? new Span(championSince(), end()) : span;
    }

    private static boolean empty(@Nullable String text) {
        return text == null || text.isEmpty();
    }

    /** The window that is open has begun, so this is after every window. Clocks may differ by a little. */
    private Instant end() {
        return clock.instant().plus(Duration.ofDays(1));
    }

    private Instant time(String name, String text) {
        Matcher back = BACK.matcher(text);
        if (back.matches()) {
            return clock.instant()
                    .minus(Objects.requireNonNull(UNITS.get(back.group(2)))
                            .multipliedBy(Long.parseLong(back.group(1))));
        }
        if (text.equals(CHAMPION)) {
            return championSince();
        }
        try {
            return parse(text);
        } catch (DateTimeException e) {
            throw new BadRequestResponse(
                    name + " must be a date (2026-11-23), a time (2026-11-23T08:00, in UTC unless it"
                            + " says otherwise), a time before now (-30m, -2h, -7d), or champion: since the version became"
                            + " champion");
        }
    }

    private static Instant parse(String text) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    private Instant championSince() {
        return state.championSeen().orElse(Instant.EPOCH);
    }
}

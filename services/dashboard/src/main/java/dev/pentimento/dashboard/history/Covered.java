package dev.pentimento.dashboard.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The span of time that is told, and in which periods.
 *
 * @param from begin of the first period that may be told; null: as long as windows are kept
 * @param to periods begin before; null: there is no end
 */
public record Covered(
        Resolution resolution,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** More points than a chart has pixels. */
    private static final int MOST = 1_500;

    /** Every window that is kept. */
    public static final Covered WINDOWS = new Covered(Resolution.WINDOWS, null, null);

    /**
     * The finest periods that reach back to the begin of a span, but not more of them than a chart can show.
     *
     * @param asked null: every window that is kept
     * @param known begin of the oldest day and of the newest window; null if there is none
     * @param window length of a window
     */
    static Covered of(
            @Nullable Span asked, @Nullable Span known, Duration window, TimeLine<?> windows, TimeLine<?> hours) {
        if (asked == null || known == null) {
            return WINDOWS;
        }
        Instant from = asked.from().isBefore(known.from()) ? known.from() : asked.from();
        Instant to = asked.to().isAfter(known.to()) ? known.to() : asked.to();
        Duration length = from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
        Resolution resolution = Resolution.DAYS;
        if (windows.reaches(from) && length.compareTo(window.multipliedBy(MOST)) <= 0) {
            resolution = Resolution.WINDOWS;
        } else if (hours.reaches(Resolution.HOURS.begin(from))
                && length.compareTo(Resolution.HOURS.length().multipliedBy(MOST)) <= 0) {
            resolution = Resolution.HOURS;
        }
        return new Covered(resolution, resolution.begin(asked.from()), asked.to());
    }
}

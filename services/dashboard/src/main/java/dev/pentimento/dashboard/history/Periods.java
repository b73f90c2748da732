package dev.pentimento.dashboard.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hours and days of one slice.
 *
 * @param <E> what is known of an hour or a day
 */
public final class Periods<E> {
    /** For spans of a month. Hours of a year would need 24 times the memory of its days, and no chart has as many points. */
    private static final Duration HOURS = Duration.ofDays(35);

    private final TimeLine<E> hours = new TimeLine<>();
    private final TimeLine<E> days = new TimeLine<>();
    private final Duration kept;
    private Instant newest = Instant.MIN;

    /** What becomes of a period. */
    @FunctionalInterface
    public interface Change<E> {
        /** @param known null for a new period */
        E apply(Resolution resolution, Place period, @Nullable E known);
    }

    /** @param kept how long days are kept, and hours at most */
    public Periods(Duration kept) {
        this.kept = kept;
    }

    /** Changes the hour and the day in which a window lies. */
    public void change(Place window, Change<E> change) {
        newest = window.start().isAfter(newest) ? window.start() : newest;
        change(Resolution.HOURS, hours, window, kept.compareTo(HOURS) < 0 ? kept : HOURS, change);
        change(Resolution.DAYS, days, window, kept, change);
    }

    private void change(Resolution resolution, TimeLine<E> periods, Place window, Duration longest, Change<E> change) {
        Place period = window.in(resolution);
        Instant oldest = resolution.begin(newest.minus(longest));
        if (period.start().isBefore(oldest)) {
            periods.passOver(period.start());
            return;
        }
        periods.put(period, change.apply(resolution, period, periods.get(period)));
        periods.keepFrom(oldest);
    }

    /** Hours or days. */
    public TimeLine<E> line(Resolution resolution) {
        return resolution == Resolution.DAYS ? days : hours;
    }

    /** Chooses the periods for a span. */
    public Covered covered(@Nullable Span asked, Duration window, TimeLine<?> windows) {
        Span known = days.first().map(first -> new Span(first, newest)).orElse(null);
        return Covered.of(asked, known, window, windows, hours);
    }

    /** The periods of a span, oldest first; none of windows. */
    public List<E> of(Covered covered) {
        return covered.resolution() == Resolution.WINDOWS
                ? List.of()
                : line(covered.resolution()).between(covered.from(), covered.to());
    }
}

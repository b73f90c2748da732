package dev.pentimento.dashboard.history;

import java.time.Duration;
import java.time.Instant;

/** How long the periods are that history is told in. Hours and days are those of UTC. */
public enum Resolution {
    WINDOWS(Duration.ZERO),
    HOURS(Duration.ofHours(1)),
    DAYS(Duration.ofDays(1));

    private final Duration length;

    Resolution(Duration length) {
        this.length = length;
    }

    /** Zero for windows, whose length the events tell. */
    public Duration length() {
        return length;
    }

    /** Begin of the period in which this time lies. */
    public Instant begin(Instant at) {
        return length.isZero()
                ? at
                : Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), length.toSeconds()) * length.toSeconds());
    }
}

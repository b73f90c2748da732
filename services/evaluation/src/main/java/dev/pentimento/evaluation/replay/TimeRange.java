package dev.pentimento.evaluation.replay;

import java.time.Instant;

/**
 * A time range, like that of a window.
 *
 * @param from first moment in it
 * @param to first moment after it
 */
public record TimeRange(Instant from, Instant to) {
    /** All times that a record can have. */
    public static final TimeRange ALL = new TimeRange(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));

    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a time range must end after it begins: " + from + " to " + to);
        }
    }

    boolean contains(long millis) {
        return millis >= from.toEpochMilli() && millis < to.toEpochMilli();
    }
}

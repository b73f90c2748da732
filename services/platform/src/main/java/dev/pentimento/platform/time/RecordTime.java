package dev.pentimento.platform.time;

import java.time.Duration;
import java.time.InstantSource;

/** Timestamps of records that we write with the time of another record. */
public final class RecordTime {
    /** As far as the clocks of producers and this machine may differ in ordinary operation. */
    static final Duration TOLERANCE = Duration.ofMinutes(10);

    private RecordTime() {}

    /**
     * The timestamp, or the nearest that every topic accepts. A producer refuses negative ones. A broker refuses those an
     * hour ahead ({@code message.timestamp.after.max.ms}), and would keep them for ever if it did not.
     *
     * @param timestampMillis of the other record, milliseconds since 1970: any value
     */
    public static long accepted(long timestampMillis, InstantSource clock) {
        long now = clock.millis();
        return timestampMillis > now + TOLERANCE.toMillis() ? now : Math.max(0, timestampMillis);
    }
}

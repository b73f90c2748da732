package dev.pentimento.platform.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Which timestamps of records count. No clock is right for certain: neither the producer's nor this machine's. So a timestamp
 * counts if one of two agrees with it: this machine's clock, or the records before it.
 */
public final class RecordTime {
    /** Before there was Kafka: the clock of such a producer was never set. */
    public static final long EARLIEST_MILLIS =
            Instant.parse("2011-01-01T00:00:00Z").toEpochMilli();

    /** The end of the year 9999. */
    public static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** Nothing is known of earlier records. */
    public static final long UNKNOWN = -1;

    /** A service's clock that was set wrong by hours, or in another time zone's way, is behind by less. */
    public static final Duration WRONG_CLOCK = Duration.ofDays(1);

    /** Half of what brokers allow ({@code message.timestamp.after.max.ms}), since their clocks are not ours. */
    static final Duration MOST_AHEAD = Duration.ofMinutes(30);

    private RecordTime() {}

    /**
     * Whether a timestamp can be right. Some clients write none (-1), and a wrong clock writes any.
     *
     * @param timestampMillis milliseconds since 1970: any value
     * @param latestMillis the latest that counted among the records before it, or {@link #UNKNOWN}
     * @param nowMillis by this machine's clock
     */
    public static boolean counts(long timestampMillis, long latestMillis, long nowMillis) {
        // timestamps that grow step by step would else carry the time along without end
        long latest = Math.min(latestMillis, nowMillis + WRONG_CLOCK.toMillis());
        return timestampMillis >= EARLIEST_MILLIS
                && timestampMillis <= Math.max(latest, nowMillis) + MOST_AHEAD.toMillis();
    }

    /**
     * The timestamp if it {@linkplain #counts counts}. Else the latest before it, which every topic accepts; if there is none,
     * the present time. Brokers refuse timestamps an hour ahead, or keep such records for ever.
     */
    public static long believed(long timestampMillis, long latestMillis, long nowMillis) {
        if (counts(timestampMillis, latestMillis, nowMillis)) {
            return timestampMillis;
        }
        return latestMillis >= EARLIEST_MILLIS ? latestMillis : Math.max(0, nowMillis);
    }
}

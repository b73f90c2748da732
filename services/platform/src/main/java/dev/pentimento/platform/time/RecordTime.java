package dev.pentimento.platform.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides which timestamps of records count. No clock is certain to be right, neither the producer's nor this
 * machine's. A timestamp therefore counts if either this machine's clock or the previous records agree with it.
 */
public final class RecordTime {
    /** Before Kafka existed: the clock of such a producer was never set. */
    public static final long EARLIEST_MILLIS =
            Instant.parse("2011-01-01T00:00:00Z").toEpochMilli();

    /** The end of the year 9999. */
    public static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /** No earlier record is known. */
    public static final long UNKNOWN = -1;

    /** A service's clock that is wrong by hours, or set to another time zone, is behind by less. */
    public static final Duration WRONG_CLOCK = Duration.ofDays(1);

    /** Half of the brokers' limit ({@code message.timestamp.after.max.ms}), because their clocks differ from ours. */
    static final Duration MOST_AHEAD = Duration.ofMinutes(30);

    private RecordTime() {}

    /**
     * Whether a timestamp can be right. Some clients write none (-1), and a wrong clock may write any value.
     *
     * @param timestampMillis milliseconds since 1970: any value
     * @param latestMillis the latest that counted among the records before it, or {@link #UNKNOWN}
     * @param nowMillis by this machine's clock
     */
    public static boolean counts(long timestampMillis, long latestMillis, long nowMillis) {
        // otherwise, timestamps that grow step by step would push the time forward without limit
        long latest = Math.min(latestMillis, nowMillis + WRONG_CLOCK.toMillis());
        return timestampMillis >= EARLIEST_MILLIS
                && timestampMillis <= Math.max(latest, nowMillis) + MOST_AHEAD.toMillis();
    }

    /**
     * The timestamp if it {@linkplain #counts counts}. Otherwise the latest timestamp before it, which every topic
     * accepts; if there is none, the current time. Brokers refuse timestamps an hour ahead, or never delete such
     * records.
     */
    public static long believed(long timestampMillis, long latestMillis, long nowMillis) {
        if (counts(timestampMillis, latestMillis, nowMillis)) {
            return timestampMillis;
        }
        return latestMillis >= EARLIEST_MILLIS ? latestMillis : Math.max(0, nowMillis);
    }
}

package dev.pentimento.evaluation.opinions;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Assigns images to tumbling windows by their capture time. Without a capture time, or with one that cannot be right, the
 * record's timestamp takes its place.
 *
 * @param window length of a window
 * @param mostAhead how far a capture time may be ahead of the record's timestamp
 * @param mostBehind how far it may be behind
 */
public record EventTime(Duration window, Duration mostAhead, Duration mostBehind) {
    /** Before there was Kafka: the clock of such a producer was never set. */
    public static final long EARLIEST_MILLIS =
            Instant.parse("2011-01-01T00:00:00Z").toEpochMilli();

    private static final long CLOCK_TOLERANCE_MILLIS = Duration.ofHours(1).toMillis();
    /** The end of the year 9999. */
    private static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    /**
     * The time that retention is measured by: the latest timestamp seen, but at most an hour ahead of this machine's clock.
     * Otherwise one producer with a wrong clock would expire everything at once.
     */
    public static long believable(long streamTimeMillis, long wallClockMillis) {
        return Math.min(streamTimeMillis, wallClockMillis + CLOCK_TOLERANCE_MILLIS);
    }

    /**
     * The timestamp of an image's record. A record without a timestamp, or with one that no clock can have given, has that of
     * its embedding: a window far in the future would stay for ever, one of 1970 would be deleted while it is filled. A replay finds the same time, since no clock is asked.
     *
     * @return milliseconds since 1970
     */
    public static long imageTime(EmbeddedImage image, EmbeddingBatch batch) {
        long embedded = Math.max(0, Math.min(batch.getEmbeddedAt().toEpochMilli(), LATEST_MILLIS));
        long timestamp = image.getTimestamp().toEpochMilli();
        return timestamp < EARLIEST_MILLIS || timestamp > embedded + CLOCK_TOLERANCE_MILLIS ? embedded : timestamp;
    }

    /** Whether a capture time can be right. A missing capture time is plausible. */
    public boolean plausible(@Nullable Instant capturedAt, long timestampMillis) {
        if (capturedAt == null) {
            return true;
        }
        long captured = capturedAt.toEpochMilli();
        boolean within = captured >= -LATEST_MILLIS && captured <= LATEST_MILLIS; // no overflow
        return within
                && captured - timestampMillis <= mostAhead.toMillis()
                && timestampMillis - captured <= mostBehind.toMillis();
    }

    /** The image's time, milliseconds since 1970. */
    public long of(@Nullable Instant capturedAt, long timestampMillis) {
        return capturedAt != null && plausible(capturedAt, timestampMillis)
                ? capturedAt.toEpochMilli()
                : timestampMillis;
    }

    /** First millisecond of the image's window. */
    public long windowStart(@Nullable Instant capturedAt, long timestampMillis) {
        return Math.floorDiv(of(capturedAt, timestampMillis), window.toMillis()) * window.toMillis();
    }

    public long windowStart(JudgedImage image) {
        return windowStart(image.capturedAt(), image.timestampMillis());
    }
}

package dev.pentimento.evaluation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Assigns images to tumbling windows: by the time they were captured, or by their record's timestamp where the camera
 * gives no time or one that cannot be right.
 *
 * @param window length of a window
 * @param mostAhead of the record's timestamp
 * @param mostBehind the record's timestamp
 */
record EventTime(Duration window, Duration mostAhead, Duration mostBehind) {
    private static final long CLOCK_TOLERANCE_MILLIS = Duration.ofHours(1).toMillis();

    static EventTime of(EvaluationSettings settings) {
        return new EventTime(settings.window(), settings.captureMostAhead(), settings.captureMostBehind());
    }

    /**
     * Time by which retention is measured: the latest timestamp seen, but no producer's clock makes it run ahead of the
     * broker's by more than an hour, or everything would expire at once.
     */
    static long believable(long streamTimeMillis, long wallClockMillis) {
        return Math.min(streamTimeMillis, wallClockMillis + CLOCK_TOLERANCE_MILLIS);
    }

    boolean plausible(@Nullable Instant capturedAt, long timestampMillis) {
        if (capturedAt == null) {
            return true;
        }
        long ahead = capturedAt.toEpochMilli() - timestampMillis;
        return ahead <= mostAhead.toMillis() && -ahead <= mostBehind.toMillis();
    }

    /** The image's time, milliseconds since 1970. */
    long of(@Nullable Instant capturedAt, long timestampMillis) {
        return capturedAt != null && plausible(capturedAt, timestampMillis)
                ? capturedAt.toEpochMilli()
                : timestampMillis;
    }

    /** First millisecond of the image's window. */
    long windowStart(@Nullable Instant capturedAt, long timestampMillis) {
        return Math.floorDiv(of(capturedAt, timestampMillis), window.toMillis()) * window.toMillis();
    }

    long windowStart(JudgedImage image) {
        return windowStart(image.capturedAt(), image.timestampMillis());
    }
}

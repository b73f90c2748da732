package dev.pentimento.evaluation.opinions;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.platform.time.RecordTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Assigns images to tumbling windows by their capture time. If the capture time is missing or implausible, the record's
 * timestamp is used instead.
 *
 * @param window length of a window
 * @param mostAhead how far a capture time may be ahead of the record's timestamp
 * @param mostBehind how far it may be behind
 */
public record EventTime(Duration window, Duration mostAhead, Duration mostBehind) {
    /**
     * The timestamp of an image's record, if it is plausible. Otherwise, the median timestamp of its neighbours, which
     * arrived in the same partition. Without such images, the time of the embedding. A window far in the future would
     * never be deleted, and one of 1970 would be deleted while it is filling. A replay finds the same time, because no
     * clock is read.
     *
     * @return milliseconds since 1970
     */
    public static long imageTime(EmbeddedImage image, EmbeddingBatch batch) {
        long embedded = Math.max(0, Math.min(batch.getEmbeddedAt().toEpochMilli(), RecordTime.LATEST_MILLIS));
        long timestamp = image.getTimestamp().toEpochMilli();
        return possible(timestamp, embedded) ? timestamp : median(batch, embedded);
    }

    /** The clock of the embedding service may be hours behind, so images may seem to come from the future. */
    private static boolean possible(long timestamp, long embedded) {
        long reference = embedded < RecordTime.EARLIEST_MILLIS ? RecordTime.LATEST_MILLIS : embedded;
        return timestamp >= RecordTime.EARLIEST_MILLIS
                && timestamp <= RecordTime.LATEST_MILLIS
                && timestamp - reference <= RecordTime.WRONG_CLOCK.toMillis();
    }

    private static long median(EmbeddingBatch batch, long embedded) {
        long[] possible = batch.getImages().stream()
                .mapToLong(each -> each.getTimestamp().toEpochMilli())
                .filter(each -> possible(each, embedded))
                .sorted()
                .toArray();
        return possible.length == 0 ? embedded : possible[(possible.length - 1) / 2];
    }

    /** Whether a capture time is plausible. A missing capture time is plausible. */
    public boolean plausible(@Nullable Instant capturedAt, long timestampMillis) {
        if (capturedAt == null) {
            return true;
        }
        long captured = capturedAt.toEpochMilli();
        boolean within = captured >= -RecordTime.LATEST_MILLIS && captured <= RecordTime.LATEST_MILLIS; // no overflow
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

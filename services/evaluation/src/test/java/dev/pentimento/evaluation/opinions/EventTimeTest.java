package dev.pentimento.evaluation.opinions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    /** 2026-03-01 10:00 UTC. */
    private static final long EMBEDDED = 1_772_359_200_000L;

    private static final long YEAR_2011 = 1_293_840_000_000L;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final EventTime time = new EventTime(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(365));

    private static long imageTime(long timestamp, long embeddedAt) {
        Instant at = Instant.ofEpochMilli(timestamp);
        EmbeddedImage image = new EmbeddedImage("i", 0L, at, null, null);
        return EventTime.imageTime(
                image, new EmbeddingBatch(0, List.of(image), List.of(), Instant.ofEpochMilli(embeddedAt)));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, YEAR_2011 - 1, YEAR_9999, Long.MAX_VALUE, EMBEDDED + 3_600_001})
    void anImageWhoseTimestampCannotBeRightHasTheTimeOfItsEmbedding(long timestamp) {
        assertThat(imageTime(timestamp, EMBEDDED)).isEqualTo(EMBEDDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {YEAR_2011, EMBEDDED - 86_400_000L, EMBEDDED, EMBEDDED + 3_600_000})
    void anotherImageHasItsOwn(long timestamp) {
        assertThat(imageTime(timestamp, EMBEDDED)).isEqualTo(timestamp);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, Long.MAX_VALUE})
    void aTimeOfEmbeddingThatCannotBeRightIsClamped(long embeddedAt) {
        assertThat(imageTime(-1, embeddedAt)).isBetween(0L, YEAR_9999);
    }

    /** Differences of such times overflow. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + EMBEDDED, -YEAR_9999, 0, YEAR_9999, Long.MAX_VALUE})
    void aCaptureTimeThatCannotBeRightIsReplaced(long captured) {
        Instant at = Instant.ofEpochMilli(captured);
        assertThat(time.plausible(at, EMBEDDED)).isFalse();
        assertThat(time.windowStart(at, EMBEDDED + 1)).isEqualTo(EMBEDDED);
    }

    @Test
    void aBelievableCaptureTimeCounts() {
        Instant at = Instant.ofEpochMilli(EMBEDDED).minus(Duration.ofDays(300));
        assertThat(time.plausible(at, EMBEDDED)).isTrue();
        assertThat(time.windowStart(at, EMBEDDED)).isEqualTo(at.toEpochMilli());
    }
}

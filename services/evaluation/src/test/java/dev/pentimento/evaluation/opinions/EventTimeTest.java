package dev.pentimento.evaluation.opinions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    /** 2026-03-01 10:00 UTC. */
    private static final long EMBEDDED = 1_772_359_200_000L;

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR_2011 = 1_293_840_000_000L;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private final EventTime time = new EventTime(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(365));

    private static long imageTime(long timestamp, long embeddedAt, long... others) {
        List<EmbeddedImage> images = LongStream.concat(LongStream.of(timestamp), LongStream.of(others))
                .mapToObj(at -> new EmbeddedImage("i", 0L, Instant.ofEpochMilli(at), null, null))
                .toList();
        return EventTime.imageTime(
                images.get(0), new EmbeddingBatch(0, images, List.of(), Instant.ofEpochMilli(embeddedAt)));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, YEAR_2011 - 1, YEAR_9999, Long.MAX_VALUE, EMBEDDED + DAY + 1})
    void anImageWhoseTimestampCannotBeRightHasTheTimeOfItsEmbedding(long timestamp) {
        assertThat(imageTime(timestamp, EMBEDDED)).isEqualTo(EMBEDDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {YEAR_2011, EMBEDDED - DAY, EMBEDDED, EMBEDDED + 20 * HOUR, EMBEDDED + DAY})
    void anotherImageHasItsOwn(long timestamp) {
        assertThat(imageTime(timestamp, EMBEDDED)).isEqualTo(timestamp);
    }

    /** The clock of the embedding service may be wrong, so it is asked last. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, YEAR_9999, EMBEDDED + 2 * DAY})
    void amongOthersItHasTheirMedian(long timestamp) {
        for (long wrong : new long[] {-20 * HOUR, 0, 20 * HOUR}) {
            assertThat(imageTime(timestamp, EMBEDDED + wrong, YEAR_9999, EMBEDDED + 3, EMBEDDED, EMBEDDED + 1, -1))
                    .isEqualTo(EMBEDDED + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-20 * HOUR, -2 * HOUR, 2 * HOUR, 20 * HOUR})
    void aClockOfTheEmbeddingServiceThatIsWrongByHoursReplacesNothing(long wrong) {
        assertThat(imageTime(EMBEDDED, EMBEDDED + wrong)).isEqualTo(EMBEDDED);
    }

    @Test
    void aClockOfTheEmbeddingServiceThatWasNeverSetReplacesNothing() {
        assertThat(imageTime(EMBEDDED, 5_000)).isEqualTo(EMBEDDED);
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

package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.time.RecordTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients write any timestamp, and clocks jump: nothing ends, nothing expires, nothing stays for ever. */
class RecordsOfAnyTimeTest {
    @TempDir
    Path state;

    private TestStream stream;

    @BeforeEach
    void open() {
        stream = new TestStream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    /** Milliseconds since 1970; the first is what librdkafka writes for none. */
    static Stream<Instant> times() {
        return Stream.of(-1L, Long.MIN_VALUE, -5_000_000L, 0L, 1L, 253_402_300_799_999L, Long.MAX_VALUE)
                .map(Instant::ofEpochMilli);
    }

    @ParameterizedTest
    @MethodSource("times")
    void aLabelCountsWheneverItsRecordSaysItIs(Instant time) {
        stream.image("a", "cat");
        stream.label("a", "dog", time);
        stream.label("b", "owl", time); // it waits
        stream.image("b", "cat");
        stream.image("c", "cat");
        stream.label("c", "cat"); // of an image before which the stream's time may have jumped

        assertThat(stream.deadLetters()).isEmpty();
        assertThat(stream.quality().get("v1|all|total").getLabelled()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("times")
    void anImageOfAnyTimeIsCountedInAWindowThatEnds(Instant time) {
        stream.image("a", "cat");
        stream.embedAt(BEGIN, time, List.of(TestStream.image("b", 7, time)), vector("cat"));
        stream.label("a", "cat");
        stream.label("b", "cat");

        Map<String, QualityWindow> quality = stream.quality();
        assertThat(quality.get("v1|all|total").getLabelled()).isEqualTo(2);
        assertThat(quality.values())
                .filteredOn(window -> window.getWindowStart() != null)
                .allSatisfy(window -> assertThat(window.getWindowEnd()).isBefore(BEGIN.plus(Duration.ofDays(2))));
        assertThat(stream.predictions()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("times")
    void aCaptureTimeOrALabellingOfAnyTimeHarmsNothing(Instant time) {
        stream.embed(List.of(stream.image("a", "camera", BEGIN, time)), vector("cat"));
        stream.labelledAt("a", "cat", time);

        assertThat(stream.outcomes()).extracting(Outcome::getLabelledAt).containsExactly(time);
        assertThat(stream.quality().get("v1|all|total").getLabelled()).isEqualTo(1);
        assertThat(stream.deadLetters()).isEmpty();
    }

    /** Earlier records have later times after the clock was set back, and brokers refuse records with such times. */
    @Test
    void whatIsWrittenWhileTheClockIsHoursBehindHasATimeThatTheBrokerAccepts() {
        Instant later = BEGIN.plus(Duration.ofHours(5));
        stream.embedAt(later, later, List.of(TestStream.image("a", 7, later)), vector("cat"));
        stream.label("a", "cat", later);
        stream.label("b", "fish", later);
        stream.embedAt(later, later, List.of(TestStream.image("b", 8, later)), vector("cat"));

        assertThat(stream.quality().get("v1|all|total").getLabelled()).isEqualTo(1); // which reads all outputs
        assertThat(stream.predictions()).hasSize(2);
        assertThat(stream.deadLetters()).hasSize(1);
    }

    @Test
    void aClockThatGoesAheadByHoursExpiresNothing() {
        stream.image("a", "cat");
        stream.label("b", "dog");
        stream.pass(Duration.ofHours(12));
        stream.label("a", "cat");
        stream.image("b", "cat");

        assertThat(stream.quality().get("v1|all|total").getLabelled()).isEqualTo(2);
        assertThat(stream.deadLetters()).isEmpty();
    }

    /** Found by a schedule of faults: the images were taken for images of the future. */
    @ParameterizedTest
    @ValueSource(strings = {"-PT20H", "PT20H"})
    void aClockOfTheEmbeddingServiceThatIsWrongByHoursMovesNoImage(Duration wrong) {
        Instant second = BEGIN.plusSeconds(1);
        stream.image("a", "cat");
        stream.embedAt(BEGIN.plus(wrong), second, List.of(TestStream.image("b", 7, second)), vector("cat"));

        assertThat(stream.predictions())
                .extracting(Prediction::getImageTimestamp)
                .containsExactly(BEGIN, second);
        assertThat(stream.predictionTimes()).containsExactly(BEGIN, second);
        assertThat(windows()).singleElement().satisfies(window -> {
            assertThat(window.getWindowStart()).isBeforeOrEqualTo(BEGIN);
            assertThat(window.getWindowEnd()).isAfter(second);
            assertThat(window.getImages()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT20H", "PT20H"})
    void aClockOfTheEvaluationThatIsWrongByHoursMovesNoRecordAndExpiresNothing(Duration wrong) {
        Instant second = BEGIN.plusSeconds(1);
        try (TestStream shortMemory = new TestStream(state.resolve("short"), Map.of("evaluation.retention", "PT1H"))) {
            shortMemory.image("a", "cat");
            shortMemory.label("a", "dog");
            shortMemory.wrongClock(wrong);
            shortMemory.embedAt(second, second, List.of(TestStream.image("b", 7, second)), vector("cat"));
            shortMemory.label("c", "owl", Instant.ofEpochMilli(-1)); // it waits
            shortMemory.wrongClock(Duration.ZERO);
            shortMemory.label("a", "cat");
            shortMemory.label("b", "cat");
            shortMemory.image("c", "owl");

            assertThat(shortMemory.predictionTimes()).containsExactly(BEGIN, second, BEGIN);
            assertThat(shortMemory.deadLetters()).isEmpty();
            assertThat(shortMemory.quality().get("v1|all|total").getLabelled()).isEqualTo(3);
        }
    }

    /** Brokers may be set to accept any timestamp. */
    @Test
    void anImageOfTheYear9999ExpiresNothingOfOthers() {
        try (TestStream shortMemory = new TestStream(state.resolve("short"), Map.of("evaluation.retention", "PT1H"))) {
            Instant future = Instant.ofEpochMilli(RecordTime.LATEST_MILLIS);
            shortMemory.image("a", "cat");
            shortMemory.embedAt(BEGIN, future, List.of(TestStream.image("b", 7, future)), vector("cat"));
            shortMemory.label("b", "cat", future);
            shortMemory.pass(Duration.ofSeconds(2)); // a sweep
            shortMemory.label("a", "cat");

            assertThat(shortMemory.deadLetters()).isEmpty();
            assertThat(shortMemory.predictionTimes()).containsExactly(BEGIN, BEGIN);
            assertThat(shortMemory.quality().get("v1|all|total").getLabelled()).isEqualTo(2);
        }
    }

    private List<QualityWindow> windows() {
        return stream.quality().values().stream()
                .filter(window -> window.getSlice().equals("all") && window.getWindowStart() != null)
                .toList();
    }
}

package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartTest {
    @ParameterizedTest
    @CsvSource({
        "embedding-host-decoder-2, EMBEDDING",
        "embedding-host, EMBEDDING",
        "kafka-producer-network-thread | embedding-host, EMBEDDING",
        "evaluation-0a1b-StreamThread-1, EVALUATION",
        "kafka-producer-network-thread | evaluation-0a1b-StreamThread-1-producer, EVALUATION",
        "dashboard-feed, PAGE",
        "data-plane-kafka-request-handler-3, BROKER",
        "main, READER",
        "Reference Handler, OTHER"
    })
    void aThreadBelongsToThePartThatNamesIt(String thread, Part part) {
        assertThat(Part.of(thread)).isEqualTo(part);
    }

    @Test
    void theTimeOfAPartIsWhatItsThreadsTookSinceThen() {
        ThreadTimes before = new ThreadTimes(Map.of(1L, new ThreadTimes.Time("embedding-a", 100)), Map.of(), 1_000);
        ThreadTimes after = new ThreadTimes(
                Map.of(
                        1L, new ThreadTimes.Time("embedding-a", 160),
                        2L, new ThreadTimes.Time("kafka-producer-network-thread | embedding-a", 5),
                        3L, new ThreadTimes.Time("main", 7)),
                Map.of(),
                2_000);

        assertThat(after.since(before)).isEqualTo(Map.of(Part.EMBEDDING, 65L, Part.READER, 7L));
    }
}

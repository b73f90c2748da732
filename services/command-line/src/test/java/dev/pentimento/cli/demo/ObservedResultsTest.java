package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.cli.Samples;
import dev.pentimento.events.Stage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObservedResultsTest {
    private final ObservedResults results = new ObservedResults();

    @Test
    void theLatestStageOfAVersionCounts() {
        results.version(Samples.version("a", Stage.CANDIDATE, Samples.NOON));
        assertThat(results.hasCandidate()).isTrue();

        results.version(Samples.version("a", Stage.CHAMPION, Samples.NOON));
        assertThat(results.hasCandidate()).isFalse();
        assertThat(results.champion())
                .hasValueSatisfying(version -> assertThat(version.getVersion()).isEqualTo("a"));
    }

    @Test
    void aLatencyRunsFromTheImageToItsPrediction() {
        results.prediction(
                Samples.prediction("i", Samples.opinion("cat", 0.9f), Samples.opinion("cat", 0.9f)),
                Samples.NOON.plusMillis(70).toEpochMilli());

        assertThat(results.predictions()).isEqualTo(1);
        assertThat(results.latencyMillis()).containsExactly(70L);
    }

    @Test
    void aConditionThatHoldsNeedsNoWait() throws InterruptedException {
        assertThat(results.await(seen -> true, Duration.ZERO)).isTrue();
        assertThat(results.await(seen -> false, Duration.ZERO)).isFalse();
    }

    @Test
    void aFailureEndsTheWait() {
        results.fail(new IllegalStateException("no broker"));

        assertThatThrownBy(() -> results.await(seen -> true, Duration.ofMinutes(1)))
                .hasMessage("cannot read the results: no broker");
    }
}

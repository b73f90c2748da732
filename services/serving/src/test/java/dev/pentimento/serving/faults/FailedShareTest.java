package dev.pentimento.serving.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedShareTest {
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final FailedShare share = new FailedShare(() -> now, 0.5).register(metrics, "embedding");

    @Test
    void aShareAboveTheLimitIsAProblemThatSaysHowMany() {
        share.count(40, 21);

        assertThat(share.problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).startsWith("21 of 40 images of the last minute failed in inference"));
        assertThat(metrics.get("pentimento.inference.failed")
                        .tag("service", "embedding")
                        .gauge()
                        .value())
                .isEqualTo(21 / 40.0);
    }

    @Test
    void aShareAtTheLimitIsNone() {
        share.count(40, 20);

        assertThat(share.problem()).isEmpty();
    }

    @Test
    void fewFailuresAreNone() {
        share.count(19, 19);

        assertThat(share.problem()).isEmpty();
        assertThat(share.share()).isEqualTo(1);
    }

    @Test
    void onlyTheLastMinuteCounts() {
        share.count(30, 30);
        now = now.plusSeconds(59);
        share.count(10, 0);
        assertThat(share.problem()).isPresent();

        now = now.plusSeconds(1);
        assertThat(share.problem()).isEmpty();
        assertThat(share.share()).isZero();
    }

    @Test
    void aClockThatIsSetBackLeavesNothingBehind() {
        share.count(30, 30);
        now = now.minusSeconds(3_600);

        assertThat(share.share()).isZero();
        share.count(10, 0);
        assertThat(share.problem()).isEmpty();
    }
}

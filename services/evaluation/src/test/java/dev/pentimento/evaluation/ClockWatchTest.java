package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private Instant clock = Instant.parse("2026-03-01T10:00:00Z");
    private Instant steady = clock.plusSeconds(7);
    private final List<Duration> steps = new ArrayList<>();
    /** How long the process is halted after the next reading of the steady clock. */
    private Duration halt = Duration.ZERO;

    private final ClockWatch watch = new ClockWatch(() -> clock, this::steady, steps::add);

    private Instant steady() {
        Instant read = steady;
        steady = steady.plus(halt);
        clock = clock.plus(halt);
        halt = Duration.ZERO;
        return read;
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private void pass(Duration real, Duration shown) {
        steady = steady.plus(real);
        clock = clock.plus(shown);
        watch.look();
    }

    @Test
    void aStepBackIsToldOnce() {
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1), Duration.ofHours(-3).plusSeconds(1));
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(steps).containsExactly(Duration.ofHours(3));
    }

    @Test
    void aProcessThatIsHaltedBetweenTwoReadingsSawNoStep() {
        halt = Duration.ofSeconds(40);
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(steps).isEmpty();

        pass(Duration.ofSeconds(1), Duration.ofMinutes(-1));
        assertThat(steps).as("a step afterwards").hasSize(1);
    }

    @Test
    void aStepAheadAndASlowCorrectionAreNotTold() {
        pass(Duration.ofSeconds(1), Duration.ofHours(5));
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(1), Duration.ofMillis(900));
        }
        assertThat(steps).isEmpty();
    }
}

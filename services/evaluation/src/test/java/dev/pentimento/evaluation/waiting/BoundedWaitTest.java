package dev.pentimento.evaluation.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedWaitTest {
    private final BoundedWait wait = new BoundedWait(Duration.ofMinutes(5));
    private final List<Duration> pauses = new ArrayList<>();
    private Duration waited = Duration.ZERO;

    /** Waits to the end of each pause. */
    private Optional<String> nothing(Duration patience) {
        pauses.add(patience);
        waited = waited.plus(patience);
        return Optional.empty();
    }

    private Optional<String> await() {
        return wait.await("networks", () -> waited, this::nothing);
    }

    @Test
    void whatIsThereComesAtOnce() {
        assertThat(wait.await("networks", () -> waited, patience -> Optional.of("loaded")))
                .contains("loaded");
    }

    @Test
    void eachPauseIsShortAndTheRecordIsReadAgainAfterwards() {
        assertThatThrownBy(this::await).isInstanceOf(NotReadyException.class).hasMessage("waiting for networks");
        assertThat(pauses).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void theWaitEndsWhenItsTimeIsOver() {
        waited = Duration.ofMinutes(5).minusSeconds(2);

        assertThat(await()).isEmpty();
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void aWaitThatMustNotEndGoesOnWhenTheTimeIsOver() {
        waited = Duration.ofHours(5);
        assertThatThrownBy(() -> wait.await("networks", () -> waited, () -> true, this::nothing))
                .isInstanceOf(NotReadyException.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void anInterruptEndsThePauseAndNotTheWait() {
        assertThatThrownBy(() -> wait.await("networks", () -> waited, patience -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(NotReadyException.class)
                .hasMessage("interrupted while waiting for networks");
        assertThat(Thread.interrupted()).isTrue();
    }
}

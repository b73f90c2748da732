package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final MovingClock clock = new MovingClock();
    private final Instant start = clock.instant();

    @Test
    void withoutABoundItIsNeverExhaustedAndNoQuestionTakesForEver() {
        Patience patience = new Patience(Optional.empty(), Duration.ZERO, clock);
        clock.advance(Duration.ofDays(100));

        assertThat(patience.exhausted(start)).isFalse();
        assertThat(patience.answer(start)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aQuestionMayTakeWhatIsLeft() {
        Patience patience = new Patience(Optional.of(Duration.ofSeconds(15)), Duration.ZERO, clock);

        assertThat(patience.answer(start)).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(12));
        assertThat(patience.answer(start)).isEqualTo(Duration.ofSeconds(3));
        assertThat(patience.exhausted(start)).isFalse();
        clock.advance(Duration.ofSeconds(3));
        assertThat(patience.exhausted(start)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(patience.answer(start)).isZero();
    }
}

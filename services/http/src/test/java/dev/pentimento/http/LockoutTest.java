package dev.pentimento.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private static final ClientAddress GUESSER = new ClientAddress("198.51.100.7");
    private static final ClientAddress OPERATOR = new ClientAddress("198.51.100.8");

    private Instant now = Instant.EPOCH;
    private final Lockout lockout = new Lockout(() -> now);

    @Test
    void fourWrongGuessesAreForgivenThenThePauseDoubles() {
        guess(4);
        assertThat(lockout.pause(GUESSER)).isEmpty();
        guess(1);
        assertThat(lockout.pause(GUESSER)).contains(Duration.ofSeconds(1));
        guess(1);
        assertThat(lockout.pause(GUESSER)).contains(Duration.ofSeconds(2));
        guess(30);
        assertThat(lockout.pause(GUESSER)).contains(Duration.ofMinutes(15));
    }

    @Test
    void othersDoNotWait() {
        guess(10);
        assertThat(lockout.pause(OPERATOR)).isEmpty();
    }

    @Test
    void thePauseEndsAndTheGuessesAreForgottenAfterAnHour() {
        guess(5);
        now = now.plusSeconds(1);
        assertThat(lockout.pause(GUESSER)).isEmpty();
        guess(1);
        assertThat(lockout.pause(GUESSER)).contains(Duration.ofSeconds(2));
        now = now.plus(Duration.ofHours(2));
        guess(1);
        assertThat(lockout.pause(GUESSER)).isEmpty();
    }

    @Test
    void aClockThatIsSetBackByHoursLocksNobodyOutForHours() {
        guess(40);
        now = now.minus(Duration.ofHours(20));
        assertThat(lockout.pause(GUESSER)).isEmpty();
    }

    @Test
    void theRightOneClearsTheGuesses() {
        guess(4);
        lockout.right(GUESSER);
        guess(1);
        assertThat(lockout.pause(GUESSER)).isEmpty();
    }

    @Test
    void manyClientsTakeBoundedMemory() {
        guess(5);
        for (int i = 0; i < 10_000; i++) {
            lockout.wrong(new ClientAddress("client " + i));
        }
        assertThat(lockout.pause(GUESSER)).as("the oldest entry is evicted").isEmpty();
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            lockout.wrong(GUESSER);
        }
    }
}

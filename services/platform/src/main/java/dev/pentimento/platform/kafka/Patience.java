package dev.pentimento.platform.kafka;

import dev.pentimento.platform.time.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How long a reader continues without an answer from the brokers or the schema registry.
 *
 * @param bound empty: without a limit
 * @param pause between two attempts
 */
public record Patience(Optional<Duration> bound, Duration pause, InstantSource clock) {
    /** A single request to the brokers is abandoned after this time, and then repeated. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** For services: they wait until the brokers and the registry are back. */
    public static Patience unbounded() {
        return new Patience(Optional.empty(), PAUSE, new MonotonicClock());
    }

    /** For commands and requests: a user is waiting for the answer. */
    public static Patience of(Duration bound) {
        return new Patience(Optional.of(bound), PAUSE, new MonotonicClock());
    }

    Instant now() {
        return clock.instant();
    }

    boolean exhausted(Instant since) {
        return bound.isPresent() && !now().isBefore(since.plus(bound.get()));
    }

    /** How long the next request may take: the rest of the bound, at most ten seconds. */
    Duration answer(Instant since) {
        if (bound.isEmpty()) {
            return ANSWER;
        }
        Duration left = Duration.between(now(), since.plus(bound.get()));
        return left.isNegative() ? Duration.ZERO : left.compareTo(ANSWER) < 0 ? left : ANSWER;
    }
}

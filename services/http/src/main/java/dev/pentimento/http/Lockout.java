package dev.pentimento.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Delays a client that guesses passwords or tokens: one second after the fifth wrong one, then twice as long after each
 * further one, up to 15 minutes. Other clients are not delayed.
 */
final class Lockout {
    private static final int FREE_GUESSES = 4;
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final int MOST_CLIENTS = 10_000;

    private final InstantSource clock;
    private final Map<ClientAddress, Guesses> clients = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientAddress, Guesses> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private record Guesses(int wrong, Instant lockedUntil) {}

    Lockout(InstantSource clock) {
        this.clock = clock;
    }

    /** How long the client must wait; empty if it may try. */
    synchronized Optional<Duration> pause(ClientAddress client) {
        Guesses guesses = clients.get(client);
        if (guesses == null) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), guesses.lockedUntil());
        boolean setBack =
                left.compareTo(LONGEST) > 0; // the clock was set back; no client should wait for hours because of that
        return left.isNegative() || left.isZero() || setBack ? Optional.empty() : Optional.of(left);
    }

    synchronized void wrong(ClientAddress client) {
        Instant now = clock.instant();
        Guesses before = clients.get(client);
        int earlier =
                before == null || before.lockedUntil().plus(FORGOTTEN_AFTER).isBefore(now) ? 0 : before.wrong();
        int wrong = earlier + 1;
        clients.put(client, new Guesses(wrong, now.plus(pause(wrong))));
    }

    synchronized void right(ClientAddress client) {
        clients.remove(client);
    }

    private static Duration pause(int wrong) {
        if (wrong <= FREE_GUESSES) {
            return Duration.ZERO;
        }
        Duration pause = FIRST;
        for (int i = FREE_GUESSES + 1; i < wrong && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}

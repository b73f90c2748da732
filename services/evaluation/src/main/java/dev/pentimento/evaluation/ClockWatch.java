package dev.pentimento.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Detects that the machine's clock was set back. Kafka's clients measure durations with that clock: until it reaches
 * its earlier time again, they send no heartbeat and Kafka Streams commits nothing. The clients must therefore be
 * recreated.
 */
final class ClockWatch implements AutoCloseable {
    /** Time servers correct smaller differences without a step, and smaller differences cause no noticeable wait. */
    static final Duration TOLERATED = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(1);
    /**
     * The process may be paused between two readings. Clocks that were not read at the same time cannot be compared.
     */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final InstantSource steady;
    private final Consumer<Duration> wentBack;
    private final ScheduledExecutorService executor;
    private Optional<Duration> ahead;

    /**
     * @param clock of the machine
     * @param steady a clock that is never adjusted
     * @param wentBack receives the amount by which the clock was set back
     */
    ClockWatch(InstantSource clock, InstantSource steady, Consumer<Duration> wentBack) {
        this.clock = clock;
        this.steady = steady;
        this.wentBack = wentBack;
        ahead = measured();
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "evaluation-clock");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        executor.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized void look() {
        Optional<Duration> now = measured();
        if (now.isEmpty()) {
            return;
        }
        Optional<Duration> back = ahead.map(before -> before.minus(now.get()));
        ahead = now;
        back.filter(step -> step.compareTo(TOLERATED) > 0).ifPresent(wentBack);
    }

    /** How far the machine's clock is ahead of the steady one. */
    private Optional<Duration> measured() {
        Instant begin = steady.instant();
        Instant read = clock.instant();
        boolean atOnce = Duration.between(begin, steady.instant()).compareTo(AT_ONCE) < 0;
        return atOnce ? Optional.of(Duration.between(begin, read)) : Optional.empty();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

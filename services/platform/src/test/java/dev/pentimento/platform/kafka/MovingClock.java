package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that moves when a test says so, or by a step with every look at it. */
public final class MovingClock implements InstantSource {
    private final Duration step;
    private Instant now = Instant.EPOCH;

    public MovingClock() {
        this(Duration.ZERO);
    }

    public MovingClock(Duration step) {
        this.step = step;
    }

    @Override
    public synchronized Instant instant() {
        now = now.plus(step);
        return now;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}

package dev.pentimento.platform.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that never jumps: the machine's clock as it was once, and what has elapsed since. For waiting, time limits and
 * retries. The times in events come from the machine's clock itself, which somebody may set meanwhile.
 */
public final class MonotonicClock implements InstantSource {
    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;

    public MonotonicClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /** @param nanos elapsed nanoseconds since any moment */
    MonotonicClock(InstantSource machine, LongSupplier nanos) {
        this.nanos = nanos;
        start = machine.instant();
        startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }
}

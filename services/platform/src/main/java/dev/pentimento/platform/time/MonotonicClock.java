package dev.pentimento.platform.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that never jumps: the machine's clock at one moment, plus the time elapsed since. For waits, time limits and
 * retries. The times in events come from the machine's clock itself, which may be adjusted meanwhile.
 */
public final class MonotonicClock implements InstantSource {
    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;

    public MonotonicClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /** @param nanos elapsed nanoseconds since an arbitrary moment */
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

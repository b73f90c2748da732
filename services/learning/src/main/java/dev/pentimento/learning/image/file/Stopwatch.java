package dev.pentimento.learning.image.file;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Aborts the decoding of an image that takes too long. It reads the clock once per mebibyte of work, because reading it
 * takes as long as decoding a hundred pixels, and small images need no check.
 */
public final class Stopwatch {
    private static final int LOOK_EVERY = 1 << 20;

    private final LongSupplier clock;
    private final long limit;
    private final Supplier<String> message;
    private boolean running;
    private boolean over;
    private long begin;
    private long unseen;

    /**
     * @param clock nanoseconds
     * @param message of the exception, if the limit is reached
     */
    public Stopwatch(LongSupplier clock, Duration limit, Supplier<String> message) {
        this.clock = clock;
        this.limit = limit.toNanos();
        this.message = message;
    }

    /** For work that is too short to be measured. */
    static Stopwatch none() {
        return new Stopwatch(() -> 0, Duration.ZERO, () -> "");
    }

    /**
     * Counts work.
     *
     * @param bytes read or decoded
     * @throws OutOfTimeException if the limit is reached
     */
    void count(long bytes) {
        unseen += bytes;
        if (unseen >= LOOK_EVERY) {
            unseen = 0;
            look();
        }
    }

    private void look() {
        long now = clock.getAsLong();
        if (!running) {
            running = true;
            begin = now;
        } else if (now - begin > limit) {
            over = true;
            throw new OutOfTimeException();
        }
    }

    /** Whether the limit was reached: a reader may wrap the exception. */
    boolean isOver() {
        return over;
    }

    String message() {
        return message.get();
    }

    /** Unchecked, because it is thrown through Java's readers and native code. */
    static final class OutOfTimeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfTimeException() {
            super("out of time", null, false, false);
        }
    }
}

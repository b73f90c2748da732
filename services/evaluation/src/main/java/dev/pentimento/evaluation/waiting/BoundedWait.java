package dev.pentimento.evaluation.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for something that a model version provides, for a limited total time. Each pause is short, because the broker
 * aborts a transaction that stays open for long. After a pause, the record is read again and the wait continues.
 *
 * @param most the total time to wait
 */
public record BoundedWait(Duration most) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Waits once. */
    @FunctionalInterface
    public interface Pause<T> {
        /** @return none: it did not become available within this time */
        Optional<T> await(Duration patience) throws InterruptedException;
    }

    /**
     * @param what the wait is for, for messages
     * @param waited how long the wait has lasted already
     * @return none: the wait is over and it did not become available
     * @throws NotReadyException if it is not available yet and time is left
     */
    public <T> Optional<T> await(String what, Supplier<Duration> waited, Pause<T> pause) {
        return await(what, waited, () -> false, pause);
    }

    /**
     * As above, but without a limit if the wait must not end.
     *
     * @param endless whether to wait without a limit for now
     */
    public <T> Optional<T> await(String what, Supplier<Duration> waited, BooleanSupplier endless, Pause<T> pause) {
        try {
            Duration left = most.minus(waited.get());
            boolean longPause = endless.getAsBoolean() || left.compareTo(LONGEST_PAUSE) > 0;
            Optional<T> found = pause.await(longPause ? LONGEST_PAUSE : left);
            if (found.isEmpty() && (endless.getAsBoolean() || waited.get().compareTo(most) < 0)) {
                throw new NotReadyException("waiting for " + what);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("interrupted while waiting for " + what);
        }
    }
}

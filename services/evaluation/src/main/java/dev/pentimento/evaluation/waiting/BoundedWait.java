package dev.pentimento.evaluation.waiting;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for something that a model version brings, for a limited time in all. Each pause is short, since the broker
 * aborts a transaction that stays open for long: after a pause the record is read again and the wait goes on.
 *
 * @param most how long to wait in all
 */
public record BoundedWait(Duration most) {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Waits once. */
    @FunctionalInterface
    public interface Pause<T> {
        /** @return none: it did not come within this time */
        Optional<T> await(Duration patience) throws InterruptedException;
    }

    /**
     * @param what is waited for, for messages
     * @param waited how long it has been waited for already
     * @return none: the wait is over and it did not come
     * @throws NotReadyException if it has not come yet and there is time left
     */
    public <T> Optional<T> await(String what, Supplier<Duration> waited, Pause<T> pause) {
        return await(what, waited, () -> false, pause);
    }

    /**
     * As above, but not limited where the wait must not end.
     *
     * @param endless whether to wait without a limit, at the moment
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

package dev.pentimento.evaluation.pacing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when one thread of the stream commits early: when predictions wait for a commit and no records are at hand.
 * After a commit, the thread pauses {@link #PAUSE} times as long as an early commit took. Commits therefore take at most a
 * third of its time, and a busy machine, whose commits take longer, commits as rarely as the interval demands.
 */
final class CommitPace {
    /** Length of a pause, as a multiple of the duration of a commit. */
    static final int PAUSE = 2;

    private final Duration interval;
    private final InstantSource clock;
    private @Nullable Runnable waiting;
    private boolean early;
    private @Nullable Instant began;
    private Duration pause = Duration.ZERO;
    private Instant pauseEnds = Instant.MIN;

    /**
     * @param interval after this time, the stream commits anyway
     * @param clock must never jump
     */
    CommitPace(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Predictions now wait for a commit.
     *
     * @param commit requests the commit, which then follows the next poll
     */
    void predicted(Runnable commit) {
        waiting = commit;
    }

    /**
     * To be called before each poll. Requests a commit if it is time for one.
     *
     * @param most how long the thread would wait for records
     * @param idle whether no records are at hand
     * @return how long it may wait
     */
    Duration beforePoll(Duration most, BooleanSupplier idle) {
        Runnable commit = waiting;
        if (commit == null || !idle.getAsBoolean()) {
            return most;
        }
        Instant now = clock.instant();
        if (now.isBefore(pauseEnds)) {
            return shorter(most, Duration.between(now, pauseEnds));
        }
        waiting = null;
        early = true;
        began = null;
        commit.run();
        return Duration.ZERO;
    }

    /** The thread begins to commit: it has processed what the last poll returned. */
    void committing() {
        if (began == null) {
            began = clock.instant();
        }
    }

    /** The thread has committed, early or after the interval. */
    void committed() {
        waiting = null;
        Instant now = clock.instant();
        if (early && began != null) {
            pause = shorter(interval, Duration.between(began, now).multipliedBy(PAUSE));
        }
        early = false;
        began = null;
        pauseEnds = now.plus(pause);
    }

    /** The thread has aborted its transaction: its records will be processed again. */
    void aborted() {
        waiting = null;
        early = false;
        began = null;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

package dev.pentimento.evaluation.pacing;

import java.time.Duration;
import java.time.InstantSource;

/** The pace of each thread of the stream. Kafka Streams polls, processes and commits in the same thread. */
public final class CommitPaces {
    private final ThreadLocal<CommitPace> paces;

    /**
     * @param interval longest time between two commits
     * @param clock must never jump
     */
    public CommitPaces(Duration interval, InstantSource clock) {
        paces = ThreadLocal.withInitial(() -> new CommitPace(interval, clock));
    }

    /**
     * Predictions of this thread now wait for a commit.
     *
     * @param commit requests it
     */
    public void predicted(Runnable commit) {
        ofThisThread().predicted(commit);
    }

    CommitPace ofThisThread() {
        return paces.get();
    }
}

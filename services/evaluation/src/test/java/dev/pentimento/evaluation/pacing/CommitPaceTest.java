package dev.pentimento.evaluation.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(10);

    private Instant now = Instant.EPOCH;
    private final CommitPace pace = new CommitPace(INTERVAL, () -> now);
    private boolean idle = true;
    private int requests;

    private void predicted() {
        pace.predicted(() -> requests++);
    }

    private Duration poll() {
        return pace.beforePoll(POLL, () -> idle);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /** An early commit that takes this long. */
    private void commit(Duration time) {
        predicted();
        assertThat(poll()).isZero();
        pace.committing();
        pass(time);
        pace.committed();
    }

    @Test
    void aThreadWithoutPredictionsWaitsForRecordsAsLongAsItLikes() {
        assertThat(poll()).isEqualTo(POLL);
        assertThat(requests).isZero();
    }

    @Test
    void aQuietThreadCommitsAPredictionAtOnce() {
        predicted();

        assertThat(poll()).isZero();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aThreadWithRecordsAtHandLeavesTheCommitToTheInterval() {
        idle = false;
        predicted();

        assertThat(poll()).isEqualTo(POLL);
        assertThat(requests).isZero();

        idle = true;
        assertThat(poll()).isZero();
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aCommitIsRequestedOnce() {
        predicted();
        poll();

        assertThat(poll()).isEqualTo(POLL);
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void aCommitAfterTheIntervalIsNotFollowedByAnEarlyOneOfTheSamePredictions() {
        predicted();
        pace.committed();

        assertThat(poll()).isEqualTo(POLL);
        assertThat(requests).isZero();
    }

    @Test
    void aPauseOfTwiceItsDurationFollowsACommit() {
        commit(Duration.ofMillis(3));
        predicted();

        assertThat(poll()).isEqualTo(Duration.ofMillis(6));
        pass(Duration.ofMillis(5));
        assertThat(poll()).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(poll()).isZero();
        assertThat(requests).isEqualTo(2);
    }

    /** The poll that requests a commit may return records, which are processed first. */
    @Test
    void theTimeOfABatchBeforeTheCommitDoesNotCount() {
        predicted();
        poll();
        pass(Duration.ofMillis(80));
        pace.committing();
        pass(Duration.ofMillis(3));
        pace.committed();
        predicted();

        assertThat(poll()).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void afterAnAbortNothingWaitsForACommit() {
        predicted();
        pace.aborted();

        assertThat(poll()).isEqualTo(POLL);
        assertThat(requests).isZero();
    }

    @Test
    void aPauseFollowsACommitAfterTheIntervalToo() {
        commit(Duration.ofMillis(3));
        pass(INTERVAL);
        pace.committed();
        predicted();

        assertThat(poll()).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void noPauseIsLongerThanTheInterval() {
        commit(Duration.ofHours(1));
        predicted();
        pass(INTERVAL);

        assertThat(poll()).isZero();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void aPauseDoesNotMakeAThreadPollLonger() {
        commit(Duration.ofMillis(20));
        predicted();

        assertThat(poll()).isEqualTo(POLL);
    }
}

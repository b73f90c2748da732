package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits after each retriable error, until the patience is exhausted or it is stopped. Used by one thread; only
 * {@link #stop} and {@link #problem} may be called by others.
 */
public final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final Patience patience;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Instant since;
    private Instant reminded;
    private boolean decoding;
    private volatile Optional<String> problem = Optional.empty();

    public Attempts(Patience patience) {
        this.patience = patience;
        since = patience.now();
        reminded = since;
    }

    /** Restarts the patience. */
    void restart() {
        since = patience.now();
    }

    boolean exhausted() {
        return patience.exhausted(since);
    }

    /**
     * Tries once.
     *
     * @param call gets the time limit of one request to the brokers
     * @return empty: a retriable error occurred, and the pause after it is over
     * @throws RetriableException if the patience is exhausted
     * @throws WakeupException if the reader was stopped
     */
    public <T> Optional<T> attempt(Function<Duration, T> call) {
        try {
            decoding = false;
            T result = call.apply(patience.answer(since));
            problem = Optional.empty();
            return Optional.of(result);
        } catch (RetriableException e) {
            note(e);
            if (patience.exhausted(since)) {
                throw e;
            }
            pause();
            return Optional.empty();
        }
    }

    /**
     * Tries until it succeeds.
     *
     * @param call gets the time limit of one request to the brokers
     * @throws RetriableException if the patience is exhausted
     * @throws WakeupException if it was stopped
     */
    public <T> T insist(Function<Duration, T> call) {
        while (true) {
            Optional<T> result = attempt(call);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    /** From here on, a missing answer is that of the schema registry. */
    void decoding() {
        decoding = true;
    }

    private void note(RetriableException e) {
        String silent = decoding ? "the schema registry" : "the broker";
        boolean saysItAll = e instanceof UnknownTopicOrPartitionException || e instanceof UnresolvedBrokersException;
        String text = saysItAll ? String.valueOf(e.getMessage()) : silent + " does not answer: " + e.getMessage();
        if (problem.isEmpty() || patience.now().isAfter(reminded.plus(REMINDER))) {
            LOG.warn("waits: {}", text);
            reminded = patience.now();
        }
        problem = Optional.of(text);
    }

    private void pause() {
        try {
            if (stopped.await(patience.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Why no records are being read; empty if they are. */
    public Optional<String> problem() {
        return problem;
    }

    /** Stops waiting, soon and permanently. */
    public void stop() {
        stopped.countDown();
    }

    boolean stopped() {
        return stopped.getCount() == 0;
    }
}

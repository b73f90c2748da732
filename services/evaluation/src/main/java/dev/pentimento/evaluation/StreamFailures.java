package dev.pentimento.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which failures of the stream go away by themselves: it then goes on from its last commit. A broker that has just come
 * back may not know its topics yet, so topics may be missing for a while too; Kafka Streams itself ends there at once.
 */
final class StreamFailures {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

    private final InstantSource clock;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Instant missingSince;

    /** @param pause before the topics are looked for again, which a failing thread waits */
    StreamFailures(InstantSource clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Decides what comes of a failure, perhaps after a pause.
     *
     * @return why the stream cannot go on; empty if it can
     */
    Optional<Throwable> fatal(Throwable problem) {
        Optional<Throwable> retriable = cause(problem, RetriableException.class);
        if (retriable.isPresent()) {
            LOG.warn("going back to the last commit: {}", retriable.get().getMessage());
            return Optional.empty();
        }
        if (cause(problem, MissingSourceTopicException.class).isEmpty()) {
            return Optional.of(problem);
        }
        if (missingTooLong()) {
            return Optional.of(new IllegalStateException(
                    "topics that the evaluation reads have been missing for " + PATIENCE.toSeconds()
                            + " s; 'pentimento topics' says which, --create makes them",
                    problem));
        }
        LOG.warn("topics that the evaluation reads are missing, looking again in {} ms", pause.toMillis());
        await();
        return Optional.empty();
    }

    /** The stream runs: what was missing is there. */
    synchronized void running() {
        missingSince = null;
    }

    /** Ends pauses. */
    void stop() {
        closing.countDown();
    }

    private synchronized boolean missingTooLong() {
        Instant now = clock.instant();
        if (missingSince == null) {
            missingSince = now;
        }
        return !now.isBefore(missingSince.plus(PATIENCE));
    }

    private void await() {
        try {
            closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Throwable> cause(Throwable problem, Class<? extends Throwable> kind) {
        return Stream.iterate(problem, Objects::nonNull, Throwable::getCause)
                .filter(kind::isInstance)
                .findFirst();
    }
}

package dev.pentimento.evaluation;

import dev.pentimento.evaluation.disk.DiskSpace;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.failures.Causes;
import dev.pentimento.platform.kafka.UnresolvedBrokersException;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.faults.MachineFaultException;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Separates transient failures from fatal ones. After a transient failure, the stream continues from its last commit.
 *
 * <ul>
 *   <li>The world's: a broker or the registry does not answer, a right is missing, clocks differ. The stream waits. A
 *       broker that has just restarted may not know its topics yet, so topics may be missing for a while; Kafka Streams
 *       alone would stop immediately.
 *   <li>The transaction's: the broker has aborted it, or no longer knows the producer.
 *   <li>The disk's: the stream waits while it is full. Damaged state is restored a few times.
 *   <li>A record's: it is set aside ({@link SetAsideRecords}).
 *   <li>The machine's, and any unknown failure: the stream stops with the reason, and another instance takes over.
 * </ul>
 */
final class StreamFailures {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    /**
     * Damaged state is restored this often within {@link #REPAIR_SPAN}: a disk that damages it more often must be
     * replaced.
     */
    static final int MOST_REPAIRS = 5;

    static final Duration REPAIR_SPAN = Duration.ofHours(1);

    /**
     * After a pause of the process or of the whole machine, the broker has aborted the transaction and perhaps
     * forgotten the producer. The thread that replaces the failed one has a new producer.
     */
    private static final List<Class<? extends Throwable>> PRODUCER_LOST = List.of(
            OutOfOrderSequenceException.class,
            InvalidPidMappingException.class,
            InvalidProducerEpochException.class,
            ProducerFencedException.class,
            InvalidTxnStateException.class,
            TransactionAbortableException.class,
            TransactionAbortedException.class);

    private static final Logger LOG = LoggerFactory.getLogger(StreamFailures.class);

    private final InstantSource clock;
    private final Duration pause;
    private final DiskSpace disk;
    private final SetAsideRecords setAside;
    private final Counter restored;
    private final Consumer<String> obstacle;
    private final Function<Throwable, Optional<MissingRightException>> rights;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Instant> repairs = new ArrayDeque<>();
    private @Nullable Instant missingSince;
    private @Nullable String waitingFor;

    /**
     * @param clock for durations
     * @param pause how long a failing thread waits before it retries
     * @param restored counts deletions of damaged state
     * @param obstacle receives what the stream waits for, as a sentence
     * @param rights names the right that a failure is about
     */
    StreamFailures(
            InstantSource clock,
            Duration pause,
            DiskSpace disk,
            SetAsideRecords setAside,
            Counter restored,
            Consumer<String> obstacle,
            Function<Throwable, Optional<MissingRightException>> rights) {
        this.rights = rights;
        this.restored = restored;
        this.clock = clock;
        this.pause = pause;
        this.disk = disk;
        this.setAside = setAside;
        this.obstacle = obstacle;
    }

    /**
     * Handles a failure: logs it, and waits before the next attempt if that helps. The first matching kind decides.
     *
     * @return why the stream cannot continue; empty if it can
     */
    Optional<Throwable> handle(Throwable problem) {
        if (disk.lackingIn(problem)) {
            return waitFor(disk.sentence());
        }
        if (setAside.explains(problem)) {
            return Optional.empty();
        }
        Optional<String> absent = absent(problem);
        if (absent.isPresent()) {
            return waitFor(absent.get());
        }
        Optional<Fault> fault = Fault.of(problem);
        if (fault.filter(Fault.WORLD::equals).isPresent()) {
            LOG.warn("going back to the last commit: {}", innermost(problem));
            return Optional.empty();
        }
        if (PRODUCER_LOST.stream().anyMatch(kind -> Causes.include(problem, kind))) {
            LOG.warn("the broker no longer knows the producer, going back to the last commit: {}", innermost(problem));
            await();
            return Optional.empty();
        }
        Optional<MissingRightException> missing = rights.apply(problem);
        if (missing.isPresent()) {
            return waitFor(String.valueOf(missing.get().getMessage()));
        }
        Optional<Throwable> refusal = Causes.<Throwable>first(problem, AuthorizationException.class)
                .or(() -> Causes.first(problem, AuthenticationException.class))
                .or(() -> Causes.first(problem, InvalidTimestampException.class));
        if (refusal.isPresent()) {
            return waitFor("the broker refuses the stream: " + refusal.get().getMessage());
        }
        if (Causes.include(problem, MissingSourceTopicException.class)) {
            return missingTopics(problem);
        }
        if (fault.filter(Fault.MACHINE::equals).isPresent()) {
            return Causes.<Throwable>first(problem, MachineFaultException.class)
                    .or(() -> Optional.of(new MachineFaultException("the evaluation cannot go on", machines(problem))));
        }
        return restores(problem) ? damaged(problem) : Optional.of(problem);
    }

    /** The stream waits, with a pause, for host names that do not resolve and for missing topics. */
    private static Optional<String> absent(Throwable problem) {
        return Causes.<Throwable>first(problem, UnresolvedBrokersException.class)
                .or(() -> Causes.first(problem, UnknownTopicOrPartitionException.class))
                .map(each -> String.valueOf(each.getMessage()));
    }

    /** Whether the failure concerns the local state, which is then deleted and restored. */
    boolean restores(Throwable problem) {
        return Causes.include(problem, ProcessorStateException.class)
                && Fault.of(problem).isEmpty()
                && !disk.lackingIn(problem);
    }

    private Optional<Throwable> missingTopics(Throwable problem) {
        if (missingTooLong()) {
            return Optional.of(new IllegalStateException(
                    "topics that the evaluation reads have been missing for " + PATIENCE.toSeconds()
                            + " s; 'pentimento topics' says which, --create makes them",
                    problem));
        }
        LOG.warn("topics that the evaluation reads are missing; checking again in {} ms", pause.toMillis());
        await();
        return Optional.empty();
    }

    /** Kafka Streams deletes the state of a task whose thread fails, and restores it. */
    private synchronized Optional<Throwable> damaged(Throwable problem) {
        Instant now = clock.instant();
        repairs.removeIf(repair -> repair.plus(REPAIR_SPAN).isBefore(now));
        if (repairs.size() >= MOST_REPAIRS) {
            return Optional.of(new IllegalStateException(
                    "the local state was damaged and restored " + MOST_REPAIRS + " times within "
                            + REPAIR_SPAN.toMinutes() + " minutes, and is damaged again: check the disk of"
                            + " evaluation.state.dir (" + disk.directory() + "): " + innermost(problem),
                    problem));
        }
        repairs.add(now);
        restored.increment();
        LOG.warn(
                "the local state cannot be used; it is deleted and restored from its changelog topics: {}",
                innermost(problem));
        return Optional.empty();
    }

    private Optional<Throwable> waitFor(String what) {
        obstacle.accept(what);
        boolean known;
        synchronized (this) {
            known = what.equals(waitingFor);
            waitingFor = what;
        }
        LOG.atLevel(known ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN)
                .log("{}; trying again every {} ms", what, pause.toMillis());
        await();
        return Optional.empty();
    }

    /** The stream runs: it no longer waits. */
    synchronized void running() {
        missingSince = null;
        waitingFor = null;
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

    /** The machine's own message, without the text that Kafka Streams adds. */
    private static Throwable machines(Throwable problem) {
        return Causes.of(problem)
                .filter(Fault::isOfMachine)
                .reduce((outer, inner) -> inner)
                .orElse(problem);
    }

    private static String innermost(Throwable problem) {
        return String.valueOf(Causes.of(problem)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((outer, inner) -> inner)
                .orElse(problem.toString()));
    }
}

package dev.pentimento.evaluation;

import dev.pentimento.platform.kafka.UnresolvedBrokersException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of Kafka Streams. A client that fails to start cannot start again, and waits silently without end. This
 * class therefore creates another one, as often as {@link StreamFailures} allows.
 */
final class StreamClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamClient.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);

    private final NewStreams clients;
    private final MeterRegistry registry;
    private final StreamHealth health;
    private final StreamFailures failures;
    private final RestoredRecords restoredRecords;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private volatile Thread starter = newStarter();
    private volatile @Nullable KafkaStreams streams;
    private @Nullable KafkaStreamsMetrics metrics;
    private @Nullable Throwable unusableState;
    private Supplier<Optional<String>> obstacle = Optional::empty;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** A client did not stop in time, so its stores may still be open. */
    private volatile boolean lingering;

    StreamClient(NewStreams clients, MeterRegistry registry, StreamHealth health, StreamFailures failures) {
        this.clients = clients;
        this.registry = registry;
        restoredRecords = new RestoredRecords(registry);
        this.health = health;
        this.failures = failures;
    }

    private Thread newStarter() {
        Thread thread = new Thread(this::run, "evaluation-start");
        thread.setDaemon(true);
        return thread;
    }

    /** Acquires the lock of the state directory, and checks the state. */
    synchronized void open() {
        starter.start();
    }

    /** Closes the clients and creates new ones, which continue from the last commit. */
    void startAnew(String why) {
        KafkaStreams client;
        synchronized (this) {
            client = streams;
            if (closed.get() || client == null || metrics == null) {
                return; // it has not started
            }
            LOG.warn("{}; the evaluation stream starts again", why);
            streams = null;
            metrics.close();
            metrics = null;
        }
        if (!client.close(CLOSE_WITHIN)) {
            lingering = true;
            end(new IllegalStateException(why + ", and the evaluation stream did not stop within " + CLOSE_WITHIN));
            return;
        }
        synchronized (this) {
            if (!closed.get()) {
                starter = newStarter();
                starter.start();
            }
        }
    }

    /**
     * Starts the stream.
     *
     * @param check why it must not start; asked before each attempt
     */
    void start(Supplier<Optional<String>> check) {
        obstacle = check;
        wanted.countDown();
    }

    private void run() {
        try {
            while (!closed.get() && !startOnce()) {
                LOG.debug("starting the evaluation stream again");
            }
        } catch (InterruptedException e) {
            LOG.debug("closed before the stream began");
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    /** @return whether that was the last attempt */
    private boolean startOnce() throws InterruptedException {
        try {
            if (!makeClient()) {
                return true;
            }
            wanted.await();
            Optional<String> problem = obstacle.get();
            if (problem.isPresent()) {
                end(new IllegalStateException(problem.get()));
                return true;
            }
            startClient();
            return true;
        } catch (RuntimeException e) {
            discardClient();
            if (closed.get()) {
                return true; // close() interrupted it
            }
            unusableState = failures.restores(e) ? e : null;
            Optional<Throwable> fatal = failures.handle(e);
            fatal.ifPresent(this::end);
            return fatal.isPresent();
        }
    }

    /** @return false if it was closed meanwhile */
    private synchronized boolean makeClient() {
        if (closed.get()) {
            return false;
        }
        KafkaStreams client = clients.make();
        client.setUncaughtExceptionHandler(problem -> failed(client, problem));
        restoredRecords.ended();
        client.setGlobalStateRestoreListener(restoredRecords);
        client.setStateListener((now, before) -> stateChanged(client, now));
        streams = client;
        clients.checkState(unusableState);
        return true;
    }

    private synchronized void startClient() {
        KafkaStreams client = streams;
        if (!closed.get() && client != null) {
            client.start();
            metrics = new KafkaStreamsMetrics(client);
            metrics.bindTo(registry);
        }
    }

    private synchronized void discardClient() {
        KafkaStreams client = streams;
        streams = null;
        if (client != null && !client.close(CLOSE_WITHIN)) {
            lingering = true;
        }
    }

    private void end(Throwable why) {
        health.failed(why);
        LOG.error("the evaluation stream has ended: {}", why.getMessage());
        terminated.completeExceptionally(why);
    }

    private StreamThreadExceptionResponse failed(KafkaStreams client, Throwable problem) {
        if (client != streams) {
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT; // it is being closed
        }
        Optional<Throwable> fatal = failures.handle(problem);
        if (fatal.isEmpty()) {
            awaitAddresses();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        health.failed(fatal.get());
        LOG.error("the evaluation stream stops: {}", fatal.get().getMessage(), problem);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Kafka Streams creates the clients of the new thread immediately, and stops if it cannot. */
    private void awaitAddresses() {
        while (!closed.get()) {
            try {
                clients.requireAddresses();
                return;
            } catch (UnresolvedBrokersException e) {
                failures.handle(e);
            }
        }
    }

    private void stateChanged(KafkaStreams client, State now) {
        if (client != streams) {
            return; // a client that did not start
        }
        LOG.info("the evaluation stream is {}", now);
        if (now == State.RUNNING) {
            failures.running();
            health.running();
        } else if (now == State.ERROR) {
            terminated.completeExceptionally(health.failure());
        } else if (now == State.NOT_RUNNING) {
            terminated.complete(null);
        }
    }

    State state() {
        KafkaStreams client = streams;
        return client == null ? State.CREATED : client.state();
    }

    /** The metrics of Kafka Streams; none before it starts. */
    Map<MetricName, ? extends Metric> metrics() {
        KafkaStreams client = streams;
        return client == null ? Map.of() : client.metrics();
    }

    /** Whether stores may still be open after {@link #close()}. */
    boolean lingers() {
        return lingering;
    }

    CompletableFuture<Void> terminated() {
        return terminated;
    }

    @Override
    public void close() {
        close(GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    void close(GroupMembershipOperation afterwards) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        failures.stop();
        starter.interrupt(); // it may be reading the state, under the lock
        KafkaStreams client;
        KafkaStreamsMetrics bound;
        synchronized (this) {
            client = streams;
            bound = metrics;
        }
        if (client != null
                && !client.close(CloseOptions.timeout(CLOSE_WITHIN).withGroupMembershipOperation(afterwards))) {
            lingering = true;
            LOG.warn(
                    "the evaluation stream did not stop within {}; records without a commit will be read again",
                    CLOSE_WITHIN);
        }
        if (bound != null) {
            bound.close();
        }
        terminated.complete(null);
    }
}

package dev.pentimento.platform.kafka;

import dev.pentimento.platform.rights.MissingRightException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a reader on its own thread until it is closed. */
public final class TopicFollower<R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
    private static final Duration STOP = Duration.ofSeconds(15);

    private final TopicReader<R> reader;
    private final Consumer<List<R>> listener;
    private final Thread thread;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();

    /**
     * Does not start the thread yet.
     *
     * @param name of the thread
     * @param reader closed by its follower
     * @param listener called on the thread after every poll, also when nothing was read
     */
    public TopicFollower(String name, TopicReader<R> reader, Consumer<List<R>> listener) {
        this.reader = reader;
        this.listener = listener;
        thread = new Thread(this::run, name);
    }

    public void start() {
        thread.start();
    }

    /** Completes when the follower has stopped; exceptionally if it could not continue. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    private void run() {
        try (reader) {
            while (!reader.stopped()) {
                listener.accept(reader.poll());
            }
            terminated.complete(null);
        } catch (WakeupException | InterruptException e) {
            terminated.complete(null);
        } catch (RuntimeException e) {
            LOG.error("{} stops: {}", thread.getName(), e.getMessage(), MissingRightException.isIn(e) ? null : e);
            terminated.completeExceptionally(e);
        }
    }

    /** Stops reading. It waits for a running listener, but no longer than 15 seconds. */
    @Override
    public void close() {
        reader.stop();
        if (thread.getState() == Thread.State.NEW) {
            reader.close();
            terminated.complete(null);
        } else if (Thread.currentThread() != thread) {
            await();
        }
    }

    private void await() {
        try {
            thread.join(STOP.toMillis());
            if (thread.isAlive()) {
                LOG.warn("{} still works after {} s", thread.getName(), STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

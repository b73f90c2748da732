package dev.pentimento.embedding;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.VersionFollower;
import dev.pentimento.platform.models.Versions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the registry, and lets {@link EncoderSwap} work on a thread of its own, again and again until it succeeds. */
final class ModelWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(15);
    /** A process that ends waits for no encoder to be loaded. */
    private static final long PATIENCE_SECONDS = 3;

    private final EncoderSwap swap;
    private final VersionFollower follower;
    private final ScheduledExecutorService thread;

    ModelWatch(ServiceContext context, String client, EncoderSwap swap) {
        this.swap = swap;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread worker = new Thread(work, client + "-models");
            worker.setDaemon(true);
            return worker;
        });
        this.follower = new VersionFollower(context, client, versions -> schedule(versions, Duration.ZERO));
    }

    void start() {
        follower.start();
    }

    /** Completes exceptionally if the registry cannot be followed any longer. */
    CompletableFuture<Void> terminated() {
        return follower.terminated();
    }

    private void schedule(Versions versions, Duration delay) {
        try {
            thread.schedule(() -> follow(versions), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing, the registry's change is of no more use");
        }
    }

    private void follow(Versions versions) {
        if (versions != follower.current()) {
            return; // a newer state waits behind this one
        }
        try {
            if (!swap.follow(versions)) {
                schedule(versions, RETRY);
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot bring the encoders to the registry's state, trying again", e);
            schedule(versions, RETRY);
        }
    }

    @Override
    public void close() {
        follower.close();
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an encoder is still being loaded");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

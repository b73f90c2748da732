package dev.pentimento.serving.swapping;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.VersionFollower;
import dev.pentimento.platform.rights.MissingRightException;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.faults.MachineFaultException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the registry, and calls a {@link VersionSwap} in its own thread until the serving versions match the
 * registry.
 */
public final class VersionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VersionWatch.class);

    private final VersionSwap<?> swap;
    private final VersionFollower follower;
    private final Runnable whenServing;
    private final ScheduledExecutorService executor;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private boolean serving;
    private volatile boolean closing;

    /**
     * @param owner names clients and threads
     * @param whenServing called once, in the watch's thread, when the first champion serves
     */
    public VersionWatch(ServiceContext context, String owner, VersionSwap<?> swap, Runnable whenServing) {
        this.swap = swap;
        this.whenServing = whenServing;
        // Immediately: from here on, batches may arrive that only the new version can answer.
        follower = new VersionFollower(context, owner, versions -> lookNow());
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, owner + "-loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        follower.terminated().whenComplete((done, failure) -> {
            if (failure == null) {
                terminated.complete(null);
            } else {
                terminated.completeExceptionally(failure);
            }
        });
        follower.start();
        executor.scheduleWithFixedDelay(this::look, 0, WaitingTimes.LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Completes exceptionally when the registry can no longer be followed, or when the machine fails during a load. */
    public CompletableFuture<Void> terminated() {
        return terminated;
    }

    private void lookNow() {
        try {
            executor.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: a change of the registry is ignored");
        }
    }

    private void look() {
        if (!follower.caughtUp()) {
            return;
        }
        try {
            swap.look(follower.current());
            if (!serving && swap.problem().isEmpty()) {
                serving = true;
                whenServing.run();
            }
        } catch (RuntimeException e) {
            if (Fault.isLostDevice(e)) { // only a new process may get it back
                terminated.completeExceptionally(MachineFaultException.of("cannot load versions", e));
            } else if (!closing) {
                LOG.warn(
                        "cannot load versions now, will retry: {}",
                        e.getMessage(),
                        MissingRightException.isIn(e) ? null : e);
            }
        } catch (Error e) { // it would end the thread silently, and no version would be loaded again
            terminated.completeExceptionally(MachineFaultException.of("cannot load versions", e));
            throw e;
        }
    }

    @Override
    public void close() {
        closing = true; // the interrupt makes a running load fail
        executor.shutdownNow();
        follower.close();
        try {
            if (!executor.awaitTermination(WaitingTimes.STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a version is still being loaded after {}; the stop does not wait for it", WaitingTimes.STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.pentimento.evaluation.models;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ArtifactReader;
import dev.pentimento.platform.models.UnloadableVersions;
import dev.pentimento.platform.models.VersionFollower;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.platform.operations.VersionInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the serving versions as the registry says, in a thread of its own. */
public final class VersionKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VersionKeeper.class);
    private static final long LOOK_MILLIS = 250;
    private static final long CLOSE_SECONDS = 5;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    /** Longer than batches of several embedding services lie apart. */
    private static final Duration FORMER_UNNEEDED = Duration.ofMinutes(1);
    /** At a time, since a new champion may come meanwhile. */
    private static final Duration LOOK_FOR_CHUNKS = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final VersionFollower follower;
    private final VersionLoader loader;
    private final ServingVersions serving;
    private final Runnable whenReady;
    private final VersionInfo info;
    private final ScheduledExecutorService executor;
    private Versions applied;
    private @Nullable Instant again;
    private volatile boolean closing;

    /** @param whenReady called once, in the keeper's thread, when a champion is loaded */
    public VersionKeeper(
            ServiceContext context, String owner, ServingVersions serving, int candidates, Runnable whenReady) {
        this.clock = context.clock();
        this.serving = serving;
        this.whenReady = whenReady;
        this.info = new VersionInfo(context.metrics(), owner);
        loader = new VersionLoader(
                new ArtifactVersions(
                        new ArtifactReader(context, owner, LOOK_FOR_CHUNKS),
                        ComputeDevice.select(context.settings().device())),
                serving,
                new UnloadableVersions(UnloadableReports.toTrainer(context, owner), context.clock()),
                candidates);
        // At once: from here on, batches may come that only what is new can answer.
        follower = new VersionFollower(context, owner, versions -> lookNow());
        applied = follower.current();
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, owner + "-loader");
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        follower.start();
        executor.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Completes exceptionally when the registry can no longer be followed. */
    public CompletableFuture<Void> terminated() {
        return follower.terminated();
    }

    private void lookNow() {
        try {
            executor.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("closing, the registry's change is of no more use");
        }
    }

    private void look() {
        try {
            Versions current = follower.current();
            boolean readyBefore = serving.ready();
            if (current != applied || (again != null && !clock.instant().isBefore(again))) {
                applied = current;
                again = clock.instant().plus(TRY_AGAIN);
                again = loader.changed(current) ? null : clock.instant().plus(TRY_AGAIN);
            } else if (!serving.wantedEncoders().isEmpty()
                    || !serving.wantedReferences().isEmpty()) {
                loader.loadWanted(current);
            }
            serving.forgetFormer(FORMER_UNNEEDED);
            info.loaded(serving.stages());
            if (!readyBefore && serving.ready()) {
                whenReady.run();
            }
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.warn("cannot load versions at the moment, trying again: {}", e.getMessage(), e);
            }
        }
    }

    @Override
    public void close() {
        closing = true; // a load that is under way fails of the interrupt
        executor.shutdownNow();
        follower.close();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a version is still being loaded; going on without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        serving.close();
    }
}

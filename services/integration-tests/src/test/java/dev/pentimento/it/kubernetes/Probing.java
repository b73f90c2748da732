package dev.pentimento.it.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Calls the probes of a container at their times: until the startup probe succeeds, it alone, then the other two. */
final class Probing implements AutoCloseable {
    private final Container container;
    private final String address;
    private final Instant begin = Instant.now();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private volatile @Nullable Duration startedAfter;
    private volatile boolean ready;
    private volatile @Nullable String failure;

    Probing(Container container, String address) {
        this.container = container;
        this.address = address;
        repeat(container.getStartupProbe(), this::startedNow, () -> fail("startup"), () -> startedAfter == null);
    }

    private void startedNow() {
        startedAfter = Duration.between(begin, Instant.now());
        repeat(container.getLivenessProbe(), () -> {}, () -> fail("liveness"), () -> true);
        repeat(container.getReadinessProbe(), () -> ready = true, () -> ready = false, () -> true);
    }

    private void repeat(Probe wanted, Runnable onSuccess, Runnable onFailure, BooleanSupplier goesOn) {
        PodProbe probe = new PodProbe(wanted, container, address);
        ProbeCount count = probe.count();
        Runnable call = () -> {
            if (goesOn.getAsBoolean()) {
                switch (count.add(probe.succeeds())) {
                    case SUCCESS -> onSuccess.run();
                    case FAILURE -> onFailure.run();
                    case AS_BEFORE -> {}
                }
            }
        };
        clock.scheduleAtFixedRate(
                () -> noteFailure(call), probe.initialDelaySeconds(), probe.periodSeconds(), TimeUnit.SECONDS);
    }

    /** The clock would keep it to itself. */
    private void noteFailure(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            failure = "its probe cannot be called: " + e;
            throw e;
        }
    }

    /** A kubelet ends the container then, and starts it again. */
    private void fail(String probe) {
        ready = false;
        failure = "its " + probe + " probe failed too often";
        clock.shutdown();
    }

    /** None before the startup probe has succeeded. */
    @Nullable
    Duration startedAfter() {
        return startedAfter;
    }

    boolean ready() {
        return ready;
    }

    /** Why a kubelet would have restarted the container. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void close() {
        ready = false;
        clock.shutdownNow();
    }
}

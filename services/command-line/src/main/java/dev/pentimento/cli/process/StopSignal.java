package dev.pentimento.cli.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, as a signal that a command can wait for. After the signal, the process continues until the command
 * closes this object, for at most 20 seconds.
 */
public final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Runnable> reactions = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::holdTheProcess, "stop-signal");

    private StopSignal() {}

    /** Listens for the signal until it is closed. */
    public static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    public boolean requested() {
        return requested.getCount() == 0;
    }

    public void await() throws InterruptedException {
        requested.await();
    }

    /** Waits at most this long; {@return whether the signal arrived} */
    public boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs the reaction in another thread when the signal arrives, or at once if it has already arrived. */
    public void onRequest(Runnable reaction) {
        reactions.add(reaction);
        if (requested()) {
            reaction.run();
        }
    }

    /** Has the same effect as Ctrl-C. */
    public void request() {
        requested.countDown();
        reactions.forEach(Runnable::run);
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook is running and can return now.
        }
    }

    private void holdTheProcess() {
        request();
        try {
            finished.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

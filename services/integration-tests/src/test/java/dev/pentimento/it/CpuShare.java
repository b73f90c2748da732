package dev.pentimento.it;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What share of a thread's CPU time goes into some of the code: its stack is looked at every millisecond, and the CPU
 * time since the last look goes to what it shows.
 */
final class CpuShare implements AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched;
    private final List<String> places;
    private final Thread sampler = new Thread(this::sample, "cpu-share");
    private volatile boolean ended;
    private long all;
    private long there;

    /** @param places beginnings of {@code class.method} */
    CpuShare(Thread watched, List<String> places) {
        this.watched = watched;
        this.places = places;
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        long last = threads.getThreadCpuTime(watched.getId());
        while (!ended) {
            LockSupport.parkNanos(PAUSE_NANOS);
            StackTraceElement[] stack = watched.getStackTrace();
            long now = threads.getThreadCpuTime(watched.getId());
            all += now - last;
            there += isThere(stack) ? now - last : 0;
            last = now;
        }
    }

    private boolean isThere(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String place = frame.getClassName() + "." + frame.getMethodName();
            if (places.stream().anyMatch(place::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** CPU time of the thread until {@link #close}. */
    long nanos() {
        return all;
    }

    /** Of that, what went into the code. */
    long nanosThere() {
        return there;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        sampler.join();
    }
}

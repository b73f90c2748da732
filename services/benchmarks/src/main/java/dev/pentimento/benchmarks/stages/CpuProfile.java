package dev.pentimento.benchmarks.stages;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What the processor time of a thread goes into: its stack is looked at every other millisecond, and the processor time
 * since the last look goes to what it shows. So a thread that waits counts nothing, and native code counts for what calls it.
 */
public final class CpuProfile implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched;
    private final Map<String, List<String>> places;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final Thread sampler = new Thread(this::sample, "bench-profile");
    private volatile boolean ended;
    private volatile long all;

    /**
     * @param places by the name of a place, beginnings of {@code class.method}; of several places on a stack, the first in
     *     this map counts
     */
    public CpuProfile(Thread watched, Map<String, List<String>> places) {
        this.watched = watched;
        this.places = new LinkedHashMap<>(places);
        places.keySet().forEach(place -> nanos.put(place, 0L));
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        long last = threads.getThreadCpuTime(watched.getId());
        while (!ended) {
            LockSupport.parkNanos(PAUSE_NANOS);
            StackTraceElement[] stack = watched.getStackTrace();
            long now = threads.getThreadCpuTime(watched.getId());
            if (now < 0) {
                return; // the thread has ended
            }
            add(stack, now - last);
            all = all + now - last; // after its place, for a reader of both
            last = now;
        }
    }

    private void add(StackTraceElement[] stack, long time) {
        for (Map.Entry<String, List<String>> place : places.entrySet()) {
            if (isThere(stack, place.getValue())) {
                nanos.merge(place.getKey(), time, Long::sum);
                return;
            }
        }
    }

    private static boolean isThere(StackTraceElement[] stack, List<String> place) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName() + "." + frame.getMethodName();
            if (place.stream().anyMatch(name::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Processor time of the thread until now, at most until {@link #close}. */
    public long nanos() {
        return all;
    }

    /** Of that, what went into a place; only after {@link #close}. */
    public long nanos(String place) {
        return nanos.getOrDefault(place, 0L);
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        sampler.join();
    }
}

package dev.pentimento.benchmarks.stages;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * What the processor time of a thread goes into: its stack is sampled every other millisecond, and the processor time
 * between two samples is divided evenly between what they show. So a thread that waits counts nothing, and native code
 * counts for what calls it.
 *
 * <p>Two errors remain. Java shows a stack only at a safepoint, so compiled loops without one count for what follows them.
 * And each sample stops every thread of the virtual machine for a moment, so measure nothing else meanwhile.
 */
public final class CpuProfile implements AutoCloseable {
    private static final long PAUSE_NANOS = 2_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched;
    private final Map<String, List<String>> categories;
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final Thread sampler = new Thread(this::sample, "bench-profile");
    private volatile boolean ended;
    private volatile long all;

    /**
     * @param categories by name, beginnings of {@code class.method}; of several categories on a stack, the first in this map
     *     counts
     */
    public CpuProfile(Thread watched, Map<String, List<String>> categories) {
        this.watched = watched;
        this.categories = new LinkedHashMap<>(categories);
        categories.keySet().forEach(category -> nanos.put(category, 0L));
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        StackTraceElement[] before = watched.getStackTrace();
        long last = threads.getThreadCpuTime(watched.getId());
        while (!ended) {
            LockSupport.parkNanos(PAUSE_NANOS);
            StackTraceElement[] stack = watched.getStackTrace();
            long now = threads.getThreadCpuTime(watched.getId());
            if (now < 0) {
                return; // the thread has ended
            }
            long half = (now - last) / 2;
            add(before, half);
            add(stack, now - last - half);
            all = all + now - last; // after its categories, for a reader of both
            before = stack;
            last = now;
        }
    }

    private void add(StackTraceElement[] stack, long time) {
        for (Map.Entry<String, List<String>> category : categories.entrySet()) {
            if (shows(stack, category.getValue())) {
                nanos.merge(category.getKey(), time, Long::sum);
                return;
            }
        }
    }

    private static boolean shows(StackTraceElement[] stack, List<String> category) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName() + "." + frame.getMethodName();
            if (category.stream().anyMatch(name::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Processor time of the thread until now, at most until {@link #close}. */
    public long nanos() {
        return all;
    }

    /** Of that, what went into a category; only after {@link #close}. */
    public long nanos(String category) {
        return nanos.getOrDefault(category, 0L);
    }

    /** Ends the sampling; may be called again. */
    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(sampler);
        boolean interrupted = false;
        while (sampler.isAlive()) {
            try {
                sampler.join();
            } catch (InterruptedException e) {
                interrupted = true; // it ends within a sample
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

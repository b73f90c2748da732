package dev.pentimento.evaluation;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What share of the CPU time of a stream's thread goes into quality and drift: its stack is looked at every millisecond, and the CPU time
 * since the last look goes to what it shows.
 */
final class CostShare implements AutoCloseable {
    private static final List<String> PARTS = List.of(
            "dev.pentimento.statistics.",
            "dev.pentimento.evaluation.Drift",
            "dev.pentimento.evaluation.SliceDrift",
            "dev.pentimento.evaluation.SourceMix",
            "dev.pentimento.evaluation.Detectors",
            "dev.pentimento.evaluation.Quality",
            "dev.pentimento.evaluation.Tally",
            "dev.pentimento.evaluation.PendingTallies");

    /** What a stream's thread does for a record and for its clock; the test driver also commits after each record. */
    private static final List<String> WORK = List.of(
            "org.apache.kafka.streams.processor.internals.StreamTask.process",
            "org.apache.kafka.streams.processor.internals.StreamTask.punctuate",
            "org.apache.kafka.streams.processor.internals.StreamTask.maybePunctuateSystemTime");

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Thread watched;
    private boolean counting;
    private volatile boolean ended;
    private long last;
    private long all;
    private long ours;

    CostShare(Thread watched) {
        this.watched = watched;
        Thread sampler = new Thread(this::sample, "cost-share");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        while (!ended) {
            LockSupport.parkNanos(1_000_000);
            look();
        }
    }

    private synchronized void look() {
        if (!counting) {
            return;
        }
        StackTraceElement[] stack = watched.getStackTrace();
        long now = threads.getThreadCpuTime(watched.getId());
        if (shows(stack, WORK)) {
            all += now - last;
            ours += shows(stack, PARTS) ? now - last : 0;
        }
        last = now;
    }

    private static boolean shows(StackTraceElement[] stack, List<String> places) {
        for (StackTraceElement frame : stack) {
            String place = frame.getClassName() + "." + frame.getMethodName();
            if (places.stream().anyMatch(place::startsWith)) {
                return true;
            }
        }
        return false;
    }

    synchronized void counting(boolean now) {
        counting = now;
        last = threads.getThreadCpuTime(watched.getId());
    }

    /** CPU time that quality and drift took. */
    synchronized long nanos() {
        return ours;
    }

    synchronized double share() {
        return all == 0 ? 0 : (double) ours / all;
    }

    @Override
    public void close() {
        ended = true;
    }
}

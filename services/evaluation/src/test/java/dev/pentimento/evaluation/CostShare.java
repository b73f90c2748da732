package dev.pentimento.evaluation;

import java.util.List;

/** What share of a thread's time goes into quality and drift, by looking at its stack every millisecond. */
final class CostShare implements AutoCloseable {
    private static final List<String> PARTS = List.of(
            "dev.pentimento.statistics.",
            "dev.pentimento.evaluation.Drift",
            "dev.pentimento.evaluation.SliceDrift",
            "dev.pentimento.evaluation.Detectors",
            "dev.pentimento.evaluation.Quality",
            "dev.pentimento.evaluation.Tally",
            "dev.pentimento.evaluation.PendingTallies");

    private final Thread sampler;
    private volatile boolean counting;
    private volatile boolean ended;
    private long looks;
    private long hits;

    CostShare(Thread watched) {
        sampler = new Thread(() -> sample(watched), "cost-share");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample(Thread watched) {
        while (!ended) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            if (counting) {
                look(watched.getStackTrace());
            }
        }
    }

    private synchronized void look(StackTraceElement[] stack) {
        looks++;
        for (StackTraceElement frame : stack) {
            if (PARTS.stream().anyMatch(frame.getClassName()::startsWith)) {
                hits++;
                return;
            }
        }
    }

    void counting(boolean now) {
        counting = now;
    }

    synchronized double share() {
        return looks == 0 ? 0 : (double) hits / looks;
    }

    @Override
    public void close() {
        ended = true;
    }
}

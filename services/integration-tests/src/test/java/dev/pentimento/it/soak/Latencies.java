package dev.pentimento.it.soak;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Latencies between two samples, by millisecond, in memory that never grows. */
final class Latencies {
    private final AtomicIntegerArray counts = new AtomicIntegerArray(60_000);

    void add(long millis) {
        counts.incrementAndGet((int) Math.max(0, Math.min(counts.length() - 1, millis)));
    }

    /**
     * The quantiles since the last call.
     *
     * @param shares such as 0.5, ascending
     */
    double[] drain(double... shares) {
        int[] taken = new int[counts.length()];
        long all = 0;
        for (int i = 0; i < taken.length; i++) {
            taken[i] = counts.getAndSet(i, 0);
            all += taken[i];
        }
        double[] quantiles = new double[shares.length];
        long sum = 0;
        int next = 0;
        for (int i = 0; i < taken.length && next < shares.length; i++) {
            sum += taken[i];
            while (next < shares.length && all > 0 && sum >= shares[next] * all) {
                quantiles[next++] = i;
            }
        }
        return quantiles;
    }
}

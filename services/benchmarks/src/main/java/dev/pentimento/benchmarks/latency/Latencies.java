package dev.pentimento.benchmarks.latency;

import java.util.Arrays;

/** Latencies of all images that were sent at one rate. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    Latencies(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The smallest latency that at least this share of the images does not exceed, in milliseconds. */
    double percentileMillis(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }
}

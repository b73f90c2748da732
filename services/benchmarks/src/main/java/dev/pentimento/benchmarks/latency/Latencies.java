package dev.pentimento.benchmarks.latency;

import java.util.Arrays;

/** Latencies of images that were sent at one rate; of at least one. */
final class Latencies {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    Latencies(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("there is no latency");
        }
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The smallest latency that at least this share of the images does not exceed, in milliseconds. */
    double percentileMillis(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }
}

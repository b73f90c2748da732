package dev.pentimento.dashboard.state;

import java.time.Instant;

/** Images per second over the last ten seconds that are complete, by the time at which they were predicted. */
final class Throughput {
    private static final int SECONDS = 10;
    private static final int KEPT = 32;

    private final long[] seconds = new long[KEPT];
    private final long[] counts = new long[KEPT];

    void add(Instant predictedAt) {
        long second = predictedAt.getEpochSecond();
        int place = (int) Math.floorMod(second, (long) KEPT);
        if (seconds[place] < second) {
            seconds[place] = second;
            counts[place] = 0;
        }
        if (seconds[place] == second) {
            counts[place]++;
        }
    }

    double perSecond(Instant now) {
        long sum = 0;
        for (int back = 1; back <= SECONDS; back++) {
            long second = now.getEpochSecond() - back;
            int place = (int) Math.floorMod(second, (long) KEPT);
            sum += seconds[place] == second ? counts[place] : 0;
        }
        return (double) sum / SECONDS;
    }
}

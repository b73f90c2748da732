package dev.pentimento.dashboard.images;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Images per second over the last ten complete seconds, by the time of their prediction. */
public final class Throughput {
    private static final int SECONDS = 10;
    private static final int KEPT = 32;

    private final long[] seconds = new long[KEPT];
    private final long[] counts = new long[KEPT];
    private @Nullable Instant latest;

    public void add(Instant predictedAt) {
        if (latest == null || predictedAt.isAfter(latest)) {
            latest = predictedAt;
        }
        long second = predictedAt.getEpochSecond();
        int place = (int) Math.floorMod(second, (long) KEPT);
        if (seconds[place] != second) { // also replaces a later second: the clock may have been ahead
            seconds[place] = second;
            counts[place] = 0;
        }
        counts[place]++;
    }

    /** Time of the latest prediction; null if there is none yet. */
    public @Nullable Instant latest() {
        return latest;
    }

    public double perSecond(Instant now) {
        long sum = 0;
        for (int back = 1; back <= SECONDS; back++) {
            long second = now.getEpochSecond() - back;
            int place = (int) Math.floorMod(second, (long) KEPT);
            sum += seconds[place] == second ? counts[place] : 0;
        }
        return (double) sum / SECONDS;
    }
}

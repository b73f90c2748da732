package dev.pentimento.serving.faults;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Share of the images of the last minute that failed in inference. Each has become a dead letter, and the stream
 * continues. A large share means that the version does not suit the images. Thread-safe.
 */
public final class FailedShare {
    /** Fewer failures say nothing about a share. */
    public static final int FEWEST = 20;

    private static final int SECONDS = 60;

    private final InstantSource clock;
    private final double most;
    private final long[] second = new long[SECONDS];
    private final long[] images = new long[SECONDS];
    private final long[] failed = new long[SECONDS];

    /** @param most share above which {@link #problem()} reports a problem */
    public FailedShare(InstantSource clock, double most) {
        this.clock = clock;
        this.most = most;
        Arrays.fill(second, Long.MIN_VALUE);
    }

    /** Shows the share as a metric. */
    public FailedShare register(MeterRegistry registry, String service) {
        Gauge.builder("pentimento.inference.failed", this, FailedShare::share)
                .baseUnit("ratio")
                .description("Share of the images of the last minute that failed in inference")
                .tag("service", service)
                .register(registry);
        return this;
    }

    /**
     * Counts images that reached inference.
     *
     * @param all including the failed ones
     */
    public synchronized void count(int all, int failing) {
        long now = now();
        int place = (int) Math.floorMod(now, (long) SECONDS);
        if (second[place] != now) {
            second[place] = now;
            images[place] = 0;
            failed[place] = 0;
        }
        images[place] += all;
        failed[place] += failing;
    }

    /** 0 to 1; 0 without images. */
    public synchronized double share() {
        long all = sum(images);
        return all == 0 ? 0 : (double) sum(failed) / all;
    }

    /** A sentence if too many images fail. */
    public synchronized Optional<String> problem() {
        long failing = sum(failed);
        return failing >= FEWEST && share() > most
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d images of the last minute failed in inference; see dead-letters, and check whether the"
                                + " version suits the images",
                        failing,
                        sum(images)))
                : Optional.empty();
    }

    private long sum(long[] counts) {
        long now = now();
        long sum = 0;
        for (int place = 0; place < SECONDS; place++) {
            // a clock that was set back leaves seconds in the future, which do not count
            if (second[place] > now - SECONDS && second[place] <= now) {
                sum += counts[place];
            }
        }
        return sum;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

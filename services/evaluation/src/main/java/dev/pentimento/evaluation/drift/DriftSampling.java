package dev.pentimento.evaluation.drift;

import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * Decides on which batches drift is measured: on all of them up to a rate of images, above it on a random sample. The
 * share follows the rate of the last second, or of the present one if that is higher already.
 *
 * <p>A batch is drawn by its place in the log, and the share depends on earlier batches only. So the sample at any time is
 * distributed as the whole stream at that time. Batches are drawn whole, since much of the cost is the same for a batch of
 * any size.
 */
public final class DriftSampling {
    private final long mostPerSecond;
    private final InstantSource clock;
    private long second;
    /** Images of this second. */
    private long images;
    /** Images a second, before this one. */
    private double rate;

    /** @param mostPerSecond up to so many images a second, all are counted */
    public DriftSampling(long mostPerSecond, InstantSource clock) {
        this.mostPerSecond = mostPerSecond;
        this.clock = clock;
        second = clock.instant().getEpochSecond();
    }

    /**
     * Notes further images.
     *
     * @return share of the batches to be counted, above 0, at most 1
     */
    public synchronized double share(int more) {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            rate = (double) images / Math.max(1, now - second);
            second = now;
            images = 0;
        }
        double share = Math.min(1, mostPerSecond / Math.max(rate, images));
        images += more;
        return share;
    }

    /** Whether the batch of this place is among a share of all; it is among every larger share then, too. */
    public static boolean draws(int partition, long offset, double share) {
        return share >= 1 || new SplittableRandom(((long) partition << 48) ^ offset).nextDouble() < share;
    }
}

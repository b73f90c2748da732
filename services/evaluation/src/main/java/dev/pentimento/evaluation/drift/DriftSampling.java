package dev.pentimento.evaluation.drift;

import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * Decides on which batches drift is measured: up to a given rate of images on all of them, above it on a random sample.
 * The share follows the rate of the last second, or of the current second if that is already higher.
 *
 * <p>A batch is sampled by its position in the log, and the share depends only on earlier batches. At any time, the
 * sample therefore has the same distribution as the whole stream. Batches are sampled as a whole, because much of the
 * cost does not depend on their size.
 */
public final class DriftSampling {
    private final long mostPerSecond;
    private final InstantSource clock;
    private long second;
    /** Images in this second. */
    private long images;
    /** Images per second, before this one. */
    private double rate;

    /** @param mostPerSecond up to this many images per second, all are counted */
    public DriftSampling(long mostPerSecond, InstantSource clock) {
        this.mostPerSecond = mostPerSecond;
        this.clock = clock;
        second = clock.instant().getEpochSecond();
    }

    /**
     * Records further images.
     *
     * @return share of the batches to count, above 0, at most 1
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

    /**
     * Whether the batch at this position belongs to the sample of this share; it then also belongs to every larger
     * sample.
     */
    public static boolean draws(int partition, long offset, double share) {
        return share >= 1 || new SplittableRandom(((long) partition << 48) ^ offset).nextDouble() < share;
    }
}

package dev.pentimento.evaluation;

import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * Which batches drift is counted of: all of them up to a rate of images, above it a share that follows the rate of the
 * last second, or of this one where it is higher already. A batch is drawn by its place in the log, whatever it shows,
 * and the share rests on what came before it; so the images counted at a time are distributed as all of that time, and
 * what holds for all holds for these. Batches are drawn whole since much of what counting costs is the same for a batch
 * of any size.
 */
final class DriftSampling {
    private final long mostPerSecond;
    private final InstantSource clock;
    private long second;
    /** Images of this second. */
    private long images;
    /** Images a second, before this one. */
    private double rate;

    /** @param mostPerSecond images a second that are all counted */
    DriftSampling(long mostPerSecond, InstantSource clock) {
        this.mostPerSecond = mostPerSecond;
        this.clock = clock;
        second = clock.instant().getEpochSecond();
    }

    /**
     * Takes note that so many more images are here.
     *
     * @return share of the batches to be counted, above 0, at most 1
     */
    synchronized double share(int more) {
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
    static boolean draws(int partition, long offset, double share) {
        return share >= 1 || new SplittableRandom(((long) partition << 48) ^ offset).nextDouble() < share;
    }
}

package dev.pentimento.statistics.requests;

/**
 * Draws images by a hash of their coordinates. Whether an image is drawn is therefore the same on every machine, and
 * after every restart; and it does not depend on what the image shows.
 */
public final class Draw {
    /** Other than the constant of any other sample, so that this one is independent of them. */
    private static final long SALT = 0x6c6162656c2d7271L;

    private Draw() {}

    /** Whether the image at this place of the topic {@code images} is drawn with this probability. */
    public static boolean draws(Drawing drawing, int partition, long offset) {
        int halvings = Long.numberOfTrailingZeros(drawing.weight());
        return halvings == 0 || hash(partition, offset) >>> (Long.SIZE - halvings) == 0;
    }

    /** Two rounds of the finalizer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable generators"). */
    private static long hash(int partition, long offset) {
        return mixed(mixed(SALT ^ partition) ^ offset);
    }

    private static long mixed(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package dev.pentimento.statistics.drift;

import java.util.Random;

/** Draws windows from the held-out images with replacement; each image is described only once. */
final class HeldOutWindows {
    /** So many are enough to draw from, and bound the memory. */
    static final int MOST = 4_000;

    private final SumsLayout layout;
    /** By image and histogram: index into the counts. */
    private final int[][] bins;
    /** By image: its sums. */
    private final long[][] sums;

    HeldOutWindows(SumsLayout layout, int[][] bins, long[][] sums) {
        this.layout = layout;
        this.bins = bins;
        this.sums = sums;
    }

    DriftSums draw(Random random, int images) {
        long[] counts = new long[layout.shape().size()];
        long[] drawn = new long[layout.size()];
        for (int n = 0; n < images; n++) {
            int row = random.nextInt(sums.length);
            for (int index : bins[row]) {
                counts[index]++;
            }
            long[] ofImage = sums[row];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] += ofImage[i];
            }
        }
        return new DriftSums(layout, new DriftCounts(layout.shape(), images, counts), drawn);
    }
}

package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import java.util.Random;

/**
 * Draws windows from the held-out images with replacement; each image's sums are computed only once.
 *
 * @param bins by image and histogram: index into the counts
 * @param sums sums by image
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HeldOutWindows(SumsLayout layout, int[][] bins, long[][] sums) {
    /** The most images to draw from: enough for the thresholds, and few enough for the memory. */
    static final int MOST = 4_000;

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

package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.MeasureKind.Expected;
import java.util.Random;

/** Draws windows from the held-out images with replacement; each image is put into its bins only once. */
final class HeldOutWindows {
    /** So many are enough to draw from, and bound the memory. */
    private static final int MOST = 4_000;

    private final HistogramShape shape;
    /** By image and histogram: index into the counts. */
    private final int[][] bins;
    /** By image: its moments. */
    private final long[][] moments;

    HeldOutWindows(FloatMatrix embeddings, Expected expected, int[][] bins) {
        this.bins = bins;
        shape = expected.shape();
        moments = new long[Math.min(MOST, embeddings.rows())][];
        for (int row = 0; row < moments.length; row++) {
            moments[row] = new long[2 * embeddings.columns()];
            DriftSums.add(embeddings, row, expected.mean(), expected.scale(), moments[row]);
        }
    }

    DriftSums draw(Random random, int images) {
        long[] counts = new long[shape.size()];
        long[] sums = new long[moments[0].length];
        for (int n = 0; n < images; n++) {
            int row = random.nextInt(moments.length);
            for (int index : bins[row]) {
                counts[index]++;
            }
            long[] ofImage = moments[row];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += ofImage[i];
            }
        }
        return new DriftSums(new DriftCounts(shape, images, counts), sums);
    }
}

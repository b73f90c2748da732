package dev.pentimento.statistics.drift.measures;

import java.util.Arrays;
import java.util.Random;

/**
 * The 99 % quantile of each measure over windows without drift, by window size. Fixed limits would be useless, since
 * every measure of a small window is large. Windows drawn with replacement from the held-out images of the reference
 * lack the reference's own sampling error. A window of m images compared with a reference of n therefore has the
 * threshold of mn/(m + n) drawn images. Between and beyond the stored sizes, the threshold is a power of the size.
 *
 * @param quantiles quantiles by measure, then by size
 */
record Thresholds(double[][] quantiles) {
    private static final int[] SIZES = {32, 128, 512, 2048};
    private static final int DRAWN = 400;
    private static final double LEVEL = .99;
    private static final double TINY = 1e-9;

    static Thresholds calibrate(HeldOutWindows windows, Expected expected, long seed) {
        Random random = new Random(seed);
        MeasureKind[] kinds = MeasureKind.values();
        double[][] quantiles = new double[kinds.length][SIZES.length];
        for (int s = 0; s < SIZES.length; s++) {
            double[][] values = new double[kinds.length][DRAWN];
            for (int run = 0; run < DRAWN; run++) {
                DriftSums window = windows.draw(random, SIZES[s]);
                for (int k = 0; k < kinds.length; k++) {
                    values[k][run] = kinds[k].of(window, expected, SIZES[s]);
                }
            }
            for (int k = 0; k < kinds.length; k++) {
                Arrays.sort(values[k]);
                quantiles[k][s] = values[k][(int) Math.ceil(LEVEL * DRAWN) - 1];
            }
        }
        return new Thresholds(quantiles);
    }

    static int sizes() {
        return SIZES.length;
    }

    double of(MeasureKind kind, double effectiveImages) {
        double[] quantile = quantiles[kind.ordinal()];
        int upper = 1;
        while (upper < SIZES.length - 1 && effectiveImages > SIZES[upper]) {
            upper++;
        }
        double low = Math.log(Math.max(TINY, quantile[upper - 1]));
        double high = Math.log(Math.max(TINY, quantile[upper]));
        double place =
                Math.log(effectiveImages / SIZES[upper - 1]) / Math.log((double) SIZES[upper] / SIZES[upper - 1]);
        return Math.exp(low + place * (high - low));
    }
}

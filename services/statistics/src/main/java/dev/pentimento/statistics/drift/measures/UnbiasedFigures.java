package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.estimate.WindowSigns;

/**
 * Figures of a window for the estimate of its accuracy. Unlike the measures, they have no threshold, and they are hardly
 * larger for small windows: their sampling error is subtracted.
 */
final class UnbiasedFigures {
    private UnbiasedFigures() {}

    /**
     * @param shares of the predicted classes among the images that the window is compared with
     * @param reference number of these images
     */
    static WindowSigns of(DriftSums window, Expected expected, double[] shares, long reference) {
        return new WindowSigns(
                window.images(),
                distance(window.counts().classes(), shares, reference),
                window.chances().mean(),
                spread(window, expected));
    }

    /**
     * Square root of the unbiased estimate of Σ (now − before)². A share of n images that is estimated as p has the
     * variance p(1 − p)/(n − 1), estimated without bias.
     */
    private static double distance(long[] counts, double[] shares, long reference) {
        double images = 0;
        for (long count : counts) {
            images += count;
        }
        double square = 0;
        for (int i = 0; i < shares.length; i++) {
            double now = counts[i] / images;
            square += (now - shares[i]) * (now - shares[i]);
            square -= now * (1 - now) / Math.max(1, images - 1);
            square -= shares[i] * (1 - shares[i]) / Math.max(1, reference - 1.0);
        }
        return Math.sqrt(Math.max(0, square));
    }

    /** Mean over the dimensions of the standard deviation now, divided by that of the reference. */
    private static double spread(DriftSums window, Expected expected) {
        double[] scale = expected.scale();
        double sum = 0;
        int varying = 0;
        for (int i = 0; i < scale.length; i++) {
            double before = expected.deviation()[i] / scale[i];
            if (before >= 1) { // below, the dimension is constant in the reference
                sum += window.deviation(i) / before;
                varying++;
            }
        }
        double images = window.images();
        return varying == 0 ? 1 : sum / varying * Math.sqrt(images / Math.max(1, images - 1));
    }
}

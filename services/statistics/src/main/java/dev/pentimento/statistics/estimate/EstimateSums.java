package dev.pentimento.statistics.estimate;

/**
 * Accuracy estimated without labels: the mean probability of being right. The sum is a fixed-point number with unit
 * 2⁻³⁰, so merging is exact in any order.
 *
 * <p>It relies on the calibration, which drift may break: under rotation and contrast it was wrong by 5 to 65 points.
 * Where a version has {@link LearnedAccuracy}, the mean is only one of the figures that it uses. Otherwise, the mean is
 * given with a margin, the largest total variation of the window's scores and classes (measure {@code
 * largest_total_variation}), which contained the truth in all measurements. That is an observation, not a theorem.
 *
 * @param images number of images
 * @param sum sum of their probabilities, in units of 2⁻³⁰
 */
public record EstimateSums(long images, long sum) {
    public static final EstimateSums NONE = new EstimateSums(0, 0);

    private static final double UNIT = 1L << 30;

    /**
     * @param accuracy estimated accuracy, 0 to 1
     * @param lower accuracy − margin, at least 0
     * @param upper accuracy + margin, at most 1
     */
    public record Estimate(double accuracy, double lower, double upper) {
        static Estimate of(double accuracy, double margin) {
            return new Estimate(accuracy, Math.max(0, accuracy - margin), Math.min(1, accuracy + margin));
        }
    }

    /** Adds one image whose prediction is right with this probability. */
    public EstimateSums plus(double chance) {
        return new EstimateSums(images + 1, sum + Math.round(chance * UNIT));
    }

    public EstimateSums plus(EstimateSums other) {
        return new EstimateSums(images + other.images, sum + other.sum);
    }

    /**
     * @param margin largest total variation of the same images
     * @throws IllegalStateException if no image was counted
     */
    public Estimate estimate(double margin) {
        if (images == 0) {
            throw new IllegalStateException("no image to estimate accuracy from");
        }
        return Estimate.of(mean(), margin);
    }

    /** Mean probability of being right; NaN if no image was counted. */
    public double mean() {
        return sum / UNIT / images;
    }
}

package dev.pentimento.statistics.estimate;

/**
 * Estimates accuracy without labels; fitted on held-out labelled images.
 *
 * @param calibration calibration of the confidence in the predicted class
 * @param heldOut accuracy on the held-out images
 */
public record CalibratedAccuracy(ConfidenceCalibration calibration, double heldOut) {
    /**
     * @param confidences probability of the predicted class of each held-out image
     * @param right whether each prediction was right
     */
    public static CalibratedAccuracy fit(float[] confidences, boolean[] right) {
        int hits = 0;
        for (boolean each : right) {
            hits += each ? 1 : 0;
        }
        return new CalibratedAccuracy(ConfidenceCalibration.fit(confidences, right), (double) hits / right.length);
    }

    /** Probability that a prediction with this confidence is right, in the units of {@link EstimateSums}. */
    public long units(double confidence) {
        return EstimateSums.NONE.plus(calibration.chance(confidence)).sum();
    }

    /** Four numbers, for {@link #fromArray}. */
    public double[] toArray() {
        return new double[] {calibration.a(), calibration.b(), calibration.c(), heldOut};
    }

    public static CalibratedAccuracy fromArray(double[] numbers) {
        return new CalibratedAccuracy(new ConfidenceCalibration(numbers[0], numbers[1], numbers[2]), numbers[3]);
    }
}

package dev.pentimento.statistics.estimate;

import dev.pentimento.tensors.NamedTensors;
import org.jspecify.annotations.Nullable;

/**
 * Estimates accuracy without labels; fitted on held-out labelled images.
 *
 * @param calibration calibration of the confidence in the predicted class
 * @param heldOut accuracy on the held-out images
 */
public record CalibratedAccuracy(ConfidenceCalibration calibration, double heldOut) {
    private static final String NAME = "estimate.calibration";

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

    /** Adds four numbers, for {@link #from}. */
    public void addTo(NamedTensors tensors) {
        tensors.putVector(NAME, calibration.a(), calibration.b(), calibration.c(), heldOut);
    }

    /** @return null if the tensors have no calibration */
    public static @Nullable CalibratedAccuracy from(NamedTensors tensors) {
        if (!tensors.contains(NAME)) {
            return null;
        }
        double[] numbers = tensors.values(NAME, 4);
        return new CalibratedAccuracy(new ConfidenceCalibration(numbers[0], numbers[1], numbers[2]), numbers[3]);
    }
}

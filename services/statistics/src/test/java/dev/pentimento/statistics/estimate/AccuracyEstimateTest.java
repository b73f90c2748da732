package dev.pentimento.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccuracyEstimateTest {
    private static final ConfidenceCalibration TRUTH = new ConfidenceCalibration(.8, .5, -.3);

    private static float[] confidences(Random random, int images, double sharpness) {
        float[] drawn = new float[images];
        for (int i = 0; i < images; i++) {
            drawn[i] = (float) (1 - .6 * Math.pow(random.nextDouble(), sharpness));
        }
        return drawn;
    }

    private static boolean[] outcomes(Random random, float[] confidences) {
        boolean[] right = new boolean[confidences.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = random.nextDouble() < TRUTH.chance(confidences[i]);
        }
        return right;
    }

    @Test
    void theCalibrationThatMadeTheOutcomesIsFound() {
        Random random = new Random(1);
        float[] confidences = confidences(random, 100_000, 3);
        ConfidenceCalibration fitted = ConfidenceCalibration.fit(confidences, outcomes(random, confidences));
        for (double confidence = .45; confidence < 1; confidence += .05) {
            assertThat(fitted.chance(confidence)).isCloseTo(TRUTH.chance(confidence), within(.02));
        }
    }

    @Test
    void accuracyIsEstimatedWithinAPointAlsoWhenTheMixOfConfidencesChanges() {
        Random random = new Random(2);
        float[] heldOut = confidences(random, 20_000, 3);
        ConfidenceCalibration fitted = ConfidenceCalibration.fit(heldOut, outcomes(random, heldOut));
        float[] harder = confidences(random, 20_000, 1);
        boolean[] right = outcomes(random, harder);
        EstimateSums sums = EstimateSums.NONE;
        double accuracy = 0;
        for (int i = 0; i < harder.length; i++) {
            sums = sums.plus(fitted.chance(harder[i]));
            accuracy += right[i] ? 1.0 / right.length : 0;
        }
        Estimate estimate = sums.estimate(.05);
        assertThat(estimate.accuracy()).isCloseTo(accuracy, within(.01));
        assertThat(accuracy).isBetween(estimate.lower(), estimate.upper());
    }

    @Test
    void predictionsThatAreAlwaysRightStillGiveFiniteWeights() {
        ConfidenceCalibration fitted =
                ConfidenceCalibration.fit(new float[] {.9f, 1f, .8f}, new boolean[] {true, true, true});
        assertThat(fitted.chance(.9)).isBetween(.9, 1.0);
        assertThat(fitted.chance(1)).isLessThanOrEqualTo(1);
    }

    @Test
    void sumsMergeExactly() {
        EstimateSums a = EstimateSums.NONE.plus(.1).plus(.7);
        EstimateSums b = EstimateSums.NONE.plus(1.0 / 3);
        assertThat(a.plus(b)).isEqualTo(EstimateSums.NONE.plus(.7).plus(1.0 / 3).plus(.1));
        assertThatThrownBy(() -> EstimateSums.NONE.estimate(0)).isInstanceOf(IllegalStateException.class);
    }
}

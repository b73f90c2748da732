package dev.pentimento.statistics.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import dev.pentimento.tensors.NamedTensors;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceCalibrationTest {
    @Test
    void theWeightsAreThoseOfScipysOptimiser() {
        double[][] golden = GoldenValues.of("calibration").get(0);
        float[] confidences = new float[golden[0].length];
        boolean[] right = new boolean[confidences.length];
        for (int i = 0; i < confidences.length; i++) {
            confidences[i] = (float) golden[0][i];
            right[i] = golden[1][i] == 1;
        }
        ConfidenceCalibration fitted = ConfidenceCalibration.fit(confidences, right);
        assertThat(new double[] {fitted.a(), fitted.b(), fitted.c()}).containsExactly(golden[2], within(1e-4));
    }

    /** Kull et al. 2017, section 3: with a = b = 1 and c = 0 nothing changes. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.25, 0.5, 0.9, 0.999})
    void theIdentityIsAmongTheMaps(double confidence) {
        assertThat(new ConfidenceCalibration(1, 1, 0).chance(confidence)).isCloseTo(confidence, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0", "0.3, 2, -1", "2, 0.1, 1"})
    void aSurerPredictionIsNeverLessLikelyToBeRight(double a, double b, double c) {
        ConfidenceCalibration calibration = new ConfidenceCalibration(a, b, c);
        double last = 0;
        for (double confidence = 0; confidence <= 1; confidence += .01) {
            double chance = calibration.chance(confidence);
            assertThat(chance).isBetween(last, 1.0);
            last = chance;
        }
    }

    @Test
    void outcomesMustMatchTheConfidences() {
        assertThatThrownBy(() -> ConfidenceCalibration.fit(new float[0], new boolean[0]))
                .hasMessageContaining("0 confidences");
        assertThatThrownBy(() -> ConfidenceCalibration.fit(new float[2], new boolean[3]))
                .hasMessageContaining("2 confidences with 3 outcomes");
    }

    @Test
    void onTheHeldOutImagesTheMeanChanceIsTheirAccuracy() {
        Random random = new Random(3);
        float[] confidences = new float[2_000];
        boolean[] right = new boolean[2_000];
        double hits = 0;
        for (int i = 0; i < 2_000; i++) {
            confidences[i] = .3f + .69f * random.nextFloat();
            right[i] = random.nextDouble() < confidences[i] * confidences[i];
            hits += right[i] ? 1 : 0;
        }
        CalibratedAccuracy accuracy = CalibratedAccuracy.fit(confidences, right);
        double sum = 0;
        for (float confidence : confidences) {
            sum += accuracy.calibration().chance(confidence);
        }
        assertThat(accuracy.heldOut()).isEqualTo(hits / 2_000);
        assertThat(sum / 2_000).isCloseTo(accuracy.heldOut(), within(1e-4));
    }

    @Test
    void fourNumbersAreTheWholeEstimate() {
        CalibratedAccuracy accuracy = new CalibratedAccuracy(new ConfidenceCalibration(.5, 1.5, -.2), .9);
        NamedTensors tensors = new NamedTensors();
        accuracy.addTo(tensors);
        NamedTensors read = new NamedTensors(tensors.all());
        assertThat(read.values("estimate.calibration", 4)).containsExactly(.5, 1.5, -.2, .9);
        assertThat(CalibratedAccuracy.from(read)).isEqualTo(accuracy);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.77, 1})
    void unitsAddUpToTheSumOfTheChances(double confidence) {
        CalibratedAccuracy accuracy = new CalibratedAccuracy(new ConfidenceCalibration(.8, 1.1, -.1), .9);
        EstimateSums sums = EstimateSums.NONE
                .plus(accuracy.calibration().chance(confidence))
                .plus(accuracy.calibration().chance(confidence));
        assertThat(sums.sum()).isEqualTo(2 * accuracy.units(confidence));
    }

    @ParameterizedTest
    @CsvSource({"0.9, 0.05, 0.85, 0.95", "0.9, 0.3, 0.6, 1", "0.1, 0.3, 0, 0.4", "0.5, 0, 0.5, 0.5"})
    void theIntervalIsCutToWhatAccuracyCanBe(double chance, double margin, double lower, double upper) {
        Estimate estimate = EstimateSums.NONE.plus(chance).estimate(margin);
        assertThat(estimate.accuracy()).isCloseTo(chance, within(1e-9));
        assertThat(estimate.lower()).isCloseTo(lower, within(1e-9));
        assertThat(estimate.upper()).isCloseTo(upper, within(1e-9));
    }
}

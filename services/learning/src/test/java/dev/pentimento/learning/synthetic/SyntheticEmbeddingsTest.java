package dev.pentimento.learning.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.training.LabelledRows;
import org.junit.jupiter.api.Test;

class SyntheticEmbeddingsTest {

    @Test
    void embeddingsHaveLengthOneAndEveryClassComesAsOften() {
        SyntheticSettings settings = new SyntheticSettings(4, 32, 3, 0.4, 0.5);
        LabelledRows drawn = SyntheticEmbeddings.of(settings, 7).draw(4_000, 0);

        for (int row = 0; row < 100; row++) {
            double squares = 0;
            for (float value : drawn.rows().row(row)) {
                squares += value * value;
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
        for (int count : drawn.counts(4)) {
            assertThat(count).isBetween(880, 1_120);
        }
    }

    @Test
    void theSameSeedGivesTheSameAndEachPartOthersOfTheSameClasses() {
        SyntheticSettings settings = new SyntheticSettings(2, 16, 2, 0.4, 0.5);
        LabelledRows first = SyntheticEmbeddings.of(settings, 7).draw(50, 1);

        assertThat(SyntheticEmbeddings.of(settings, 7).draw(50, 1).rows().values())
                .isEqualTo(first.rows().values());
        assertThat(SyntheticEmbeddings.of(settings, 7).draw(50, 2).rows().values())
                .isNotEqualTo(first.rows().values());
        assertThat(SyntheticEmbeddings.of(settings, 8).draw(50, 1).rows().values())
                .isNotEqualTo(first.rows().values());
    }

    @Test
    void theBayesAccuracyOfTwoClassesInManyDimensionsIsThatOfTheNormalDistribution() {
        // Two centroids 1.035 apart with noise 0.4, of one length, so that scaling to length one loses next to nothing:
        // Φ(1.035 / 0.8) = 0.9021.
        double[][] centroids = new double[2][600];
        for (int c = 0; c < 2; c++) {
            for (int d = 0; d < 500; d++) {
                centroids[c][d] = 1;
            }
            centroids[c][550] = c == 0 ? 0.5175 : -0.5175;
        }
        BayesAccuracy bayes = BayesAccuracy.of(centroids, 0.4, 8_000, 1);

        assertThat(bayes.standardError()).isCloseTo(0.0033, within(3e-4));
        assertThat(bayes.accuracy()).isCloseTo(0.9021, within(4 * bayes.standardError()));
    }

    @Test
    void classesThatAreMoreAlikeAreHarder() {
        double alike = SyntheticEmbeddings.of(new SyntheticSettings(2, 64, 2, 0.4, 0.01), 3)
                .bayes(3_000)
                .accuracy();
        double apart = SyntheticEmbeddings.of(new SyntheticSettings(2, 64, 2, 0.4, 0.5), 3)
                .bayes(3_000)
                .accuracy();

        assertThat(apart).isGreaterThan(alike + 0.05);
    }

    @Test
    void theRadialIntegralIsItsClosedFormAtThreeDimensions() {
        // ∫ r² exp(−r²/2 + ra) dr = a + (1 + a²)·√(2π)·exp(a²/2)·Φ(a); Φ(2) = 0.9772498680518208.
        double closed = 2 + 5 * Math.sqrt(2 * Math.PI) * Math.exp(2) * 0.9772498680518208;

        assertThat(BayesAccuracy.logRadialIntegral(3, 2)).isCloseTo(Math.log(closed), within(1e-5));
        // At a = 0 it is 2^(d/2 − 1)·Γ(d/2): for d = 1024, 511·ln 2 + ln Γ(512).
        double logGamma512 = 0;
        for (int i = 1; i < 512; i++) {
            logGamma512 += Math.log(i);
        }
        assertThat(BayesAccuracy.logRadialIntegral(1024, 0)).isCloseTo(511 * Math.log(2) + logGamma512, within(1e-8));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SyntheticSettings(1, 16, 2, 0.4, 0.5))
                .hasMessage("classes and dimensions must be at least two: 1, 16");
        assertThatThrownBy(() -> new SyntheticSettings(2, 16, 2, 0, 0.5)).hasMessage("noise must be positive: 0.0");
    }
}

package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import java.util.List;
import java.util.Random;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictiveTest {
    static List<double[][]> golden() {
        return GoldenValues.of("predictive");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theLawIsThatOfScipysDirichletMultinomial(double[][] golden) {
        double expected = golden[2][0];
        assertThat(Predictive.log(golden[0], golden[1])).isCloseTo(expected, within(1e-6 + 1e-9 * Math.abs(expected)));
    }

    /** Every way in which n images can fall into three bins, each with its multinomial coefficient. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12, 45})
    void theProbabilitiesOfAllCountsSumToOne(int images) {
        double[] weights = {0.5, 3, 7.25};
        double sum = 0;
        for (int a = 0; a <= images; a++) {
            for (int b = 0; a + b <= images; b++) {
                double[] counts = {a, b, images - a - b};
                double coefficient = Gamma.logGamma(images + 1.0);
                for (double count : counts) {
                    coefficient -= Gamma.logGamma(count + 1);
                }
                sum += Math.exp(coefficient + Predictive.log(weights, counts));
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    /** Pólya's urn: the law of all images is the product of the laws of each given those before it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void imagesOneByOneHaveTheLawOfAllTogether(long seed) {
        Random random = new Random(seed);
        double[] start = {2, 0.5, 30};
        double[] weights = start.clone();
        double[] counts = new double[3];
        double product = 0;
        for (int image = 0; image < 100; image++) {
            double[] one = new double[3];
            one[random.nextInt(3)] = 1;
            product += Predictive.log(weights, one);
            for (int b = 0; b < 3; b++) {
                weights[b] += one[b];
                counts[b] += one[b];
            }
        }
        assertThat(Predictive.log(start, counts)).isCloseTo(product, within(1e-9));
    }

    @Test
    void oneImageFallsIntoABinByItsShareOfTheWeights() {
        assertThat(Predictive.log(new double[] {1, 3}, new double[] {0, 1})).isCloseTo(Math.log(.75), within(1e-12));
        assertThat(Predictive.log(new double[] {1, 3}, new double[] {0, 0})).isZero();
    }

    @Test
    void countsThatABurstFactorDividedLieBetweenTheWholeOnes() {
        double[] weights = {10, 20};
        double fewer = Predictive.log(weights, new double[] {1, 2});
        double more = Predictive.log(weights, new double[] {2, 4});
        assertThat(Predictive.log(weights, new double[] {1.5, 3})).isBetween(more, fewer);
    }

    /** Two formulas are in use: products for few images, logarithms of Γ for many. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 10, 1e3, 1e6})
    void bothFormulasAgreeWhereTheyMeet(double weight) {
        double[] weights = {weight, 2 * weight};
        double product = Predictive.log(weights, new double[] {40, 39});
        double gamma = Predictive.log(weights, new double[] {40 + 1e-9, 39});
        assertThat(gamma).isCloseTo(product, within(1e-6));
    }
}

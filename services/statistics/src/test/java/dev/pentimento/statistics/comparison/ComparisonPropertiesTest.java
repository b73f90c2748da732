package dev.pentimento.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonPropertiesTest {
    /** The sum of binomial coefficients in whole numbers, divided by 2ⁿ at last. */
    @ParameterizedTest
    @CsvSource({"0, 1", "2, 7", "10, 10", "11, 10", "3, 60", "200, 150"})
    void mcNemarIsTheSumOfBinomialCoefficients(int helped, int hurt) {
        int n = helped + hurt;
        BigInteger sum = BigInteger.ZERO;
        BigInteger coefficient = BigInteger.ONE;
        for (int k = 0; k <= Math.min(helped, hurt); k++) {
            sum = sum.add(coefficient);
            coefficient = coefficient.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
        }
        double expected = Math.min(1, 2 * sum.doubleValue() / Math.pow(2, n));
        assertThat(McNemar.exactP(helped, hurt)).isCloseTo(expected, within(1e-9 * expected + 1e-300));
        assertThat(McNemar.exactP(hurt, helped)).isEqualTo(McNemar.exactP(helped, hurt));
    }

    @Test
    void theFurtherApartTheLessLikely() {
        double last = 1;
        for (int more = 0; more <= 50; more++) {
            double p = McNemar.exactP(50 + more, 50 - more);
            assertThat(p).isLessThanOrEqualTo(last).isPositive();
            last = p;
        }
    }

    @Test
    void countsBeyondAnIntAreRefused() {
        assertThatThrownBy(() -> McNemar.exactP(Integer.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> McNemar.exactP(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Step down by the definition: reject the smallest while p ≤ level / (tests left). */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void holmRejectsWhatTheStepDownProcedureRejects(long seed) {
        Random random = new Random(seed);
        double[] p = random.doubles(8).map(each -> each * each * each).toArray();
        double[] adjusted = Holm.adjust(p);
        for (double level : new double[] {.01, .05, .2}) {
            double[] sorted = p.clone();
            Arrays.sort(sorted);
            int rejected = 0;
            while (rejected < p.length && sorted[rejected] <= level / (p.length - rejected)) {
                rejected++;
            }
            assertThat(Arrays.stream(adjusted).filter(each -> each <= level).count())
                    .as("at " + level)
                    .isEqualTo(rejected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void adjustedValuesKeepTheirOrderAndLieBetweenTheirOwnAndBonferronis(long seed) {
        double[] p = new Random(seed).doubles(20).toArray();
        double[] adjusted = Holm.adjust(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], Math.min(1, 20 * p[i]));
            for (int j = 0; j < p.length; j++) {
                if (p[i] < p[j]) {
                    assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoProbabilityIsRefused(double p) {
        assertThatThrownBy(() -> Holm.adjust(new double[] {.5, p})).isInstanceOf(IllegalArgumentException.class);
    }
}

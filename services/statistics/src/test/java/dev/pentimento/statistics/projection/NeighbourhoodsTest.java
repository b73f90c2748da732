package dev.pentimento.statistics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.tensors.FloatMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodsTest {
    private static FloatMatrix drawn(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(rows, columns, values);
    }

    @ParameterizedTest
    @CsvSource({"1, 10, 3", "2, 40, 10", "3, 40, 1.5"})
    void probabilitiesAreSymmetricAndSumToOne(long seed, int n, double perplexity) {
        double[] joint = Neighbourhoods.of(drawn(seed, n, 5), perplexity);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            assertThat(joint[i * n + i]).isZero();
            for (int j = 0; j < n; j++) {
                assertThat(joint[i * n + j]).isEqualTo(joint[j * n + i]).isNotNegative();
                sum += joint[i * n + j];
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** On a circle all points are alike, so only the distance counts. */
    @Test
    void nearerPointsAreMoreLikelyNeighbours() {
        float[] circle = new float[24];
        for (int i = 0; i < 12; i++) {
            circle[2 * i] = (float) Math.cos(Math.PI * i / 6);
            circle[2 * i + 1] = (float) Math.sin(Math.PI * i / 6);
        }
        double[] joint = Neighbourhoods.of(new FloatMatrix(12, 2, circle), 4);
        for (int j = 2; j <= 6; j++) {
            assertThat(joint[j]).isLessThan(joint[j - 1]);
            assertThat(joint[12 - j]).isCloseTo(joint[j], within(1e-6));
        }
    }

    @Test
    void theScaleOfTheEmbeddingsDoesNotMatter() {
        FloatMatrix points = drawn(5, 20, 4);
        float[] larger = points.values().clone();
        for (int i = 0; i < larger.length; i++) {
            larger[i] *= 1_024;
        }
        assertThat(Neighbourhoods.of(new FloatMatrix(20, 4, larger), 5))
                .containsExactly(Neighbourhoods.of(points, 5), within(1e-9));
    }

    @Test
    void pointsThatCoincideAreNeighboursWithoutTrouble() {
        double[] joint = Neighbourhoods.of(new FloatMatrix(9, 2, new float[18]), 3);
        assertThat(joint[1]).isCloseTo(1.0 / 72, within(1e-9));
    }

    /** Points further away than a double can square must not make all weights 0. */
    @Test
    void aFarGroupIsNoDivisionByZero() {
        float[] values = {0, 1, 2, 3, 1e18f, 1.1e18f, 1.2e18f, 1.3e18f, 1.4e18f};
        double[] joint = Neighbourhoods.of(new FloatMatrix(9, 1, values), 2);
        assertThat(joint).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aPlaneIsCentredAndItsFirstAxisIsTheLongest(long seed) {
        FloatMatrix points = drawn(seed, 60, 5);
        PrincipalMap map = PrincipalMap.of(points);
        FloatMatrix places = map.project(points);
        double[] sums = new double[2];
        double[] squares = new double[2];
        for (int row = 0; row < 60; row++) {
            for (int axis = 0; axis < 2; axis++) {
                sums[axis] += places.at(row, axis);
                squares[axis] += places.at(row, axis) * places.at(row, axis);
            }
        }
        assertThat(sums).containsExactly(new double[2], within(1e-3));
        assertThat(squares[0]).isGreaterThanOrEqualTo(squares[1]);
        double inner = 0;
        for (int i = 0; i < 5; i++) {
            inner += map.directions()[0][i] * map.directions()[1][i];
        }
        assertThat(inner).isCloseTo(0, within(1e-9));
    }
}

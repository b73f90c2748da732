package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import dev.pentimento.statistics.drift.measures.Gaussian.Moments;
import java.util.List;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianTest {
    static List<double[][]> golden() {
        return GoldenValues.of("frechet");
    }

    private static RealMatrix matrix(double[] values) {
        int size = (int) Math.round(Math.sqrt(values.length));
        RealMatrix matrix = new Array2DRowRealMatrix(size, size);
        for (int i = 0; i < values.length; i++) {
            matrix.setEntry(i / size, i % size, values[i]);
        }
        return matrix;
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theDistanceIsThatOfScipysMatrixRoot(double[][] golden) {
        Gaussian gaussian = new Gaussian(golden[0], matrix(golden[1]));
        assertThat(gaussian.frechet(new Moments(golden[2], matrix(golden[3])))).isCloseTo(golden[4][0], within(1e-6));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theRootsSquareIsTheCovariance(double[][] golden) {
        Gaussian gaussian = new Gaussian(golden[0], matrix(golden[1]));
        RealMatrix square = gaussian.root().multiply(gaussian.root());
        assertThat(square.subtract(gaussian.covariance()).getNorm1()).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theDistanceIsTheSameBothWaysAndNoneToItself(double[][] golden) {
        Gaussian a = new Gaussian(golden[0], matrix(golden[1]));
        Gaussian b = new Gaussian(golden[2], matrix(golden[3]));
        assertThat(a.frechet(new Moments(b.mean(), b.covariance())))
                .isCloseTo(b.frechet(new Moments(a.mean(), a.covariance())), within(1e-9));
        assertThat(a.frechet(new Moments(a.mean(), a.covariance()))).isCloseTo(0, within(1e-9));
    }

    /** Published for one dimension: (μ − ν)² + (σ − τ)² (Dowson and Landau 1982, equation 4). */
    @Test
    void inOneDimensionItIsThePlainFormula() {
        Gaussian a = new Gaussian(new double[] {3}, matrix(new double[] {4}));
        assertThat(a.frechet(new Moments(new double[] {1}, matrix(new double[] {25}))))
                .isCloseTo(4 + 9, within(1e-12));
    }

    @Test
    void aShiftAloneIsItsSquaredLength() {
        RealMatrix unit = MatrixUtils.createRealIdentityMatrix(3);
        Gaussian a = new Gaussian(new double[3], unit);
        assertThat(a.frechet(new Moments(new double[] {1, 2, 2}, unit))).isCloseTo(9, within(1e-12));
    }

    @Test
    void aDirectionWithoutVarianceIsNoTrouble() {
        RealMatrix flat = matrix(new double[] {1, 0, 0, 0});
        Gaussian a = new Gaussian(new double[2], flat);
        assertThat(a.frechet(new Moments(new double[2], flat))).isCloseTo(0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void momentsOfSumsAreThoseOfTheNumbers(long seed) {
        Random random = new Random(seed);
        double[] scale = {2, .5};
        double[] sums = new double[2];
        double[] products = new double[3];
        double[][] rows = new double[50][2];
        for (double[] row : rows) {
            row[0] = random.nextGaussian();
            row[1] = row[0] + random.nextGaussian();
            sums[0] += row[0];
            sums[1] += row[1];
            products[0] += row[0] * row[0];
            products[1] += row[0] * row[1];
            products[2] += row[1] * row[1];
        }
        Moments moments = Gaussian.ofSums(sums, products, 50, scale);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double covariance = 0;
                for (double[] row : rows) {
                    covariance +=
                            (row[i] * scale[i] - moments.mean()[i]) * (row[j] * scale[j] - moments.mean()[j]) / 50;
                }
                assertThat(moments.covariance().getEntry(i, j)).isCloseTo(covariance, within(1e-9));
            }
        }
    }
}

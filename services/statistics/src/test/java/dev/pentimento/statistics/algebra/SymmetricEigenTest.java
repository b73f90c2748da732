package dev.pentimento.statistics.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class SymmetricEigenTest {
    @Test
    void aSmallMatrixHasItsEigenvaluesInDescendingOrder() {
        SymmetricEigen eigen = SymmetricEigen.of(new Array2DRowRealMatrix(new double[][] {{2, 1}, {1, 2}}));
        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-14));
        assertThat(Arrays.stream(eigen.vector(0)).map(Math::abs).toArray())
                .containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-14));
    }

    @Test
    void aMatrixOfZerosHasOnlyZeros() {
        assertThat(SymmetricEigen.of(new Array2DRowRealMatrix(3, 3)).values()).containsOnly(0);
    }

    /** The library alone gives up on this one: of 110 embeddings, one direction in 128 dimensions varies, with a kink. */
    @Test
    void anAlmostEmptyCovarianceIsDecomposed() {
        RealMatrix covariance = rectified(605, 110, 128);
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        RealMatrix again = eigen.vectors()
                .multiply(MatrixUtils.createRealDiagonalMatrix(eigen.values()))
                .multiplyTransposed(eigen.vectors());
        double scale = covariance.getNorm1();
        assertThat(again.subtract(covariance).getNorm1()).isLessThan(1e-12 * scale);
        assertThat(eigen.values()[0]).isGreaterThan(0.1 * scale);
        assertThat(eigen.values()[127]).isCloseTo(0, within(1e-13 * scale));
    }

    /** Covariance of n embeddings of d dimensions: max(0, a·z + b), with one random number z for each. */
    private static RealMatrix rectified(int seed, int n, int d) {
        Random random = new Random(seed);
        double[] a = gaussians(random, d);
        double[] b = gaussians(random, d);
        RealMatrix embeddings = new Array2DRowRealMatrix(n, d);
        double[] mean = new double[d];
        for (int row = 0; row < n; row++) {
            double z = random.nextGaussian();
            for (int i = 0; i < d; i++) {
                double value = (float) Math.max(0, z * a[i] + (2 * b[i] - 1.5));
                embeddings.setEntry(row, i, value);
                mean[i] += value / n;
            }
        }
        for (int row = 0; row < n; row++) {
            for (int i = 0; i < d; i++) {
                embeddings.addToEntry(row, i, -mean[i]);
            }
        }
        return embeddings.transposeMultiply(embeddings).scalarMultiply(1.0 / n);
    }

    private static double[] gaussians(Random random, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }
}

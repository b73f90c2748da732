package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.algebra.SymmetricEigen;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * Mean and covariance of some values that describe an image.
 *
 * @param mean k values
 * @param covariance k × k
 * @param root its symmetric square root
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Gaussian(double[] mean, RealMatrix covariance, RealMatrix root) {
    Gaussian(double[] mean, RealMatrix covariance) {
        this(mean, covariance, root(covariance));
    }

    private static RealMatrix root(RealMatrix covariance) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[] values = eigen.values();
        RealMatrix scaled = eigen.vectors().copy();
        for (int column = 0; column < values.length; column++) {
            double root = Math.sqrt(Math.max(0, values[column]));
            for (int row = 0; row < values.length; row++) {
                scaled.multiplyEntry(row, column, root);
            }
        }
        return scaled.multiplyTransposed(eigen.vectors());
    }

    /** Squared Fréchet distance |μ − ν|² + tr(Σ + T − 2(ΣT)^½) (Dowson and Landau 1982). */
    double frechet(Moments other) {
        double distance = 0;
        for (int i = 0; i < mean.length; i++) {
            double shift = mean[i] - other.mean()[i];
            distance += shift * shift
                    + covariance.getEntry(i, i)
                    + other.covariance().getEntry(i, i);
        }
        RealMatrix product = root.multiply(other.covariance()).multiply(root);
        RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
        for (double value : SymmetricEigen.of(symmetric).values()) {
            distance -= 2 * Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, distance);
    }

    /**
     * @param sums sums of k values
     * @param products sums of the products of values i ≤ j: the upper triangle in row-major order
     * @param scale scale of each value
     */
    static Moments ofSums(double[] sums, double[] products, double n, double[] scale) {
        int k = sums.length;
        double[] mean = new double[k];
        for (int i = 0; i < k; i++) {
            mean[i] = sums[i] / n * scale[i];
        }
        RealMatrix covariance = new Array2DRowRealMatrix(k, k);
        int at = 0;
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                double value = products[at++] / n * scale[i] * scale[j] - mean[i] * mean[j];
                covariance.setEntry(i, j, value);
                covariance.setEntry(j, i, value);
            }
        }
        return new Moments(mean, covariance);
    }

    /** Mean and covariance without the root; a distance needs the root on one side only. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Moments(double[] mean, RealMatrix covariance) {}
}

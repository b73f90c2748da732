package dev.pentimento.statistics.algebra;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix without negative eigenvalues, such as a covariance, of any rank.
 *
 * <p>Hipparchus's solver compares off-diagonal elements with the diagonal ones beside them. If these are zero but for rounding,
 * as in the covariance of embeddings with dimensions that never change, or of few images, no element is small enough and the
 * solver gives up with "convergence failed". With the identity added, as many times as the largest eigenvalue can be, the
 * eigenvectors are the same, and rounding stays small beside every element.
 *
 * @param values in descending order
 * @param vectors a unit vector in each column, in the order of the values; its sign is arbitrary
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SymmetricEigen(double[] values, RealMatrix vectors) {

    /** @param symmetric n×n */
    public static SymmetricEigen of(RealMatrix symmetric) {
        double shift = symmetric.getNorm1();
        RealMatrix shifted = symmetric.add(MatrixUtils.createRealIdentityMatrix(symmetric.getRowDimension())
                .scalarMultiply(shift));
        EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(shifted);
        double[] values = Arrays.stream(eigen.getEigenvalues())
                .map(value -> value - shift)
                .toArray();
        return new SymmetricEigen(values, eigen.getV());
    }

    /** The eigenvector of the value at this position, largest value first. */
    public double[] vector(int position) {
        return vectors.getColumn(position);
    }
}

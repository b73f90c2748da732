package dev.pentimento.statistics.projection;

import dev.pentimento.statistics.algebra.SymmetricEigen;
import dev.pentimento.tensors.FloatMatrix;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The plane of the two leading principal components of some embeddings, onto which other embeddings can also be
 * projected.
 *
 * @param mean by dimension
 * @param directions two unit vectors; their signs are such that the largest element is positive
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record PrincipalMap(double[] mean, double[][] directions) {

    /** @param embeddings n×d, at least two dimensions */
    public static PrincipalMap of(FloatMatrix embeddings) {
        int d = embeddings.columns();
        if (d < 2 || embeddings.rows() < 2) {
            throw new IllegalArgumentException("a plane needs two embeddings of two dimensions, found "
                    + embeddings.rows() + " embeddings of " + d + " dimensions");
        }
        double[] mean = new double[d];
        for (int i = 0; i < embeddings.values().length; i++) {
            mean[i % d] += embeddings.values()[i] / (double) embeddings.rows();
        }
        RealMatrix centred = new Array2DRowRealMatrix(embeddings.rows(), d);
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int i = 0; i < d; i++) {
                centred.setEntry(row, i, embeddings.at(row, i) - mean[i]);
            }
        }
        return new PrincipalMap(mean, embeddings.rows() < d ? byPoints(centred) : byDimensions(centred));
    }

    private static double[][] byDimensions(RealMatrix centred) {
        SymmetricEigen eigen = SymmetricEigen.of(centred.transposeMultiply(centred));
        return new double[][] {upright(eigen.vector(0)), upright(eigen.vector(1))};
    }

    /** XXᵀu = λu gives XᵀX(Xᵀu) = λ(Xᵀu), and with fewer points than dimensions XXᵀ is the smaller matrix. */
    private static double[][] byPoints(RealMatrix centred) {
        SymmetricEigen eigen = SymmetricEigen.of(centred.multiplyTransposed(centred));
        double[][] directions = new double[2][];
        for (int axis = 0; axis < 2; axis++) {
            RealVector along = centred.preMultiply(eigen.vectors().getColumnVector(axis));
            double length = along.getNorm();
            directions[axis] = upright(length > 0 ? along.mapDivide(length).toArray() : along.toArray());
        }
        return directions;
    }

    private static double[] upright(double[] direction) {
        double largest = 0;
        for (double element : direction) {
            largest = Math.abs(element) > Math.abs(largest) ? element : largest;
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= Math.signum(largest);
        }
        return direction;
    }

    /** n×d → n×2. */
    public FloatMatrix project(FloatMatrix embeddings) {
        float[] places = new float[embeddings.rows() * 2];
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int axis = 0; axis < 2; axis++) {
                double sum = 0;
                for (int i = 0; i < mean.length; i++) {
                    sum += (embeddings.at(row, i) - mean[i]) * directions[axis][i];
                }
                places[row * 2 + axis] = (float) sum;
            }
        }
        return new FloatMatrix(embeddings.rows(), 2, places);
    }
}

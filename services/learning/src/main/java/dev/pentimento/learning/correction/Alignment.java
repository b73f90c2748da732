package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.Moments;
import dev.pentimento.statistics.algebra.SymmetricEigen;
import dev.pentimento.tensors.FloatMatrix;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * An affine map from drifted embeddings to the location of training embeddings, computed from their moments alone: x·Aᵀ
 * + b.
 *
 * @param weight A, d×d, in row-major order
 * @param bias b, d
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
public record Alignment(Kind kind, float[] weight, float[] bias) {

    /** No alignment; mean and deviation of each dimension; mean and covariance. */
    public enum Kind {
        IDENTITY,
        MEAN_DEVIATION,
        CORAL
    }

    static Alignment identity(int dimensions) {
        return of(
                Kind.IDENTITY,
                MatrixUtils.createRealIdentityMatrix(dimensions),
                new float[dimensions],
                new float[dimensions]);
    }

    static Alignment meanDeviation(FloatMatrix drifted, FloatMatrix reference) {
        Moments from = Moments.of(drifted);
        Moments to = Moments.of(reference);
        double[] ratio = new double[from.mean().length];
        for (int i = 0; i < ratio.length; i++) {
            ratio[i] = to.deviation()[i] / from.deviation()[i];
        }
        return of(Kind.MEAN_DEVIATION, MatrixUtils.createRealDiagonalMatrix(ratio), from.mean(), to.mean());
    }

    /**
     * Correlation alignment (Sun, Feng and Saenko 2016): whiten with the drifted covariance, colour with the
     * reference's. Both are shrunk towards their diagonal by {@code d / (n + d)}, since few labels give a poor estimate
     * of the covariance.
     */
    static Alignment coral(FloatMatrix drifted, FloatMatrix reference) {
        Moments from = Moments.of(drifted);
        Moments to = Moments.of(reference);
        RealMatrix whiten = power(covariance(drifted, from), -0.5);
        RealMatrix colour = power(covariance(reference, to), 0.5);
        return of(Kind.CORAL, colour.multiply(whiten), from.mean(), to.mean());
    }

    private static Alignment of(Kind kind, RealMatrix map, float[] from, float[] to) {
        int dimensions = from.length;
        float[] weight = new float[dimensions * dimensions];
        float[] bias = new float[dimensions];
        for (int row = 0; row < dimensions; row++) {
            double moved = 0;
            for (int column = 0; column < dimensions; column++) {
                double entry = map.getEntry(row, column);
                weight[row * dimensions + column] = (float) entry;
                moved += entry * from[column];
            }
            bias[row] = (float) (to[row] - moved);
        }
        return new Alignment(kind, weight, bias);
    }

    private static RealMatrix covariance(FloatMatrix rows, Moments moments) {
        int d = rows.columns();
        RealMatrix centred = new Array2DRowRealMatrix(rows.rows(), d);
        for (int row = 0; row < rows.rows(); row++) {
            for (int column = 0; column < d; column++) {
                centred.setEntry(row, column, rows.at(row, column) - moments.mean()[column]);
            }
        }
        RealMatrix covariance = centred.transposeMultiply(centred).scalarMultiply(1.0 / rows.rows());
        double shrinkage = (double) d / (rows.rows() + d);
        for (int row = 0; row < d; row++) {
            for (int column = 0; column < d; column++) {
                double kept = row == column ? 1 : 1 - shrinkage;
                covariance.multiplyEntry(row, column, kept);
            }
        }
        return covariance;
    }

    private static RealMatrix power(RealMatrix covariance, double exponent) {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        double[] values = eigen.values();
        double smallest = 1e-6 * values[0] + 1e-12;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.pow(Math.max(values[i], smallest), exponent);
        }
        RealMatrix vectors = eigen.vectors();
        return vectors.multiply(MatrixUtils.createRealDiagonalMatrix(values)).multiplyTransposed(vectors);
    }

    /** n×d → n×d. */
    FloatMatrix apply(FloatMatrix rows) {
        if (kind == Kind.IDENTITY) {
            return rows;
        }
        int d = rows.columns();
        float[] values = new float[rows.values().length];
        for (int row = 0; row < rows.rows(); row++) {
            for (int i = 0; i < d; i++) {
                double sum = bias[i];
                for (int j = 0; j < d; j++) {
                    sum += weight[i * d + j] * rows.at(row, j);
                }
                values[row * d + i] = (float) sum;
            }
        }
        return new FloatMatrix(rows.rows(), d, values);
    }
}

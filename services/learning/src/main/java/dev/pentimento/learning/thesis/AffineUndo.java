package dev.pentimento.learning.thesis;

import dev.pentimento.learning.training.Moments;
import dev.pentimento.statistics.algebra.SymmetricEigen;
import dev.pentimento.tensors.FloatMatrix;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The affine map from corrected embeddings back to the original ones, x·Aᵀ + b, by least squares. If a frozen
 * classifier falls to chance on corrected embeddings and recovers behind this map, the information is still there: only
 * the frame of reference was lost.
 */
public record AffineUndo(RealMatrix map, Moments from, Moments to) {
    /**
     * Directions in which the corrected points vary less than this share of the largest variation are float32 noise.
     */
    private static final double SMALLEST_VARIANCE = 1e-10;

    /**
     * @param corrected n×d
     * @param original n×d, the embeddings before the correction; n should be several times d
     * @throws IllegalArgumentException if their sizes differ
     */
    public static AffineUndo fit(FloatMatrix corrected, FloatMatrix original) {
        if (corrected.rows() != original.rows() || corrected.rows() < 2) {
            throw new IllegalArgumentException("an affine map needs at least two rows and equally many results, not "
                    + corrected.rows() + " and " + original.rows());
        }
        Moments from = Moments.of(corrected);
        Moments to = Moments.of(original);
        RealMatrix x = standardized(corrected, from);
        RealMatrix y = standardized(original, to);
        SymmetricEigen eigen = SymmetricEigen.of(x.transposeMultiply(x));
        double[] inverse = eigen.values();
        double smallest = SMALLEST_VARIANCE * inverse[0];
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = inverse[i] > smallest ? 1 / inverse[i] : 0;
        }
        RealMatrix pseudoInverse = eigen.vectors()
                .multiply(MatrixUtils.createRealDiagonalMatrix(inverse))
                .multiplyTransposed(eigen.vectors());
        return new AffineUndo(pseudoInverse.multiply(x.transposeMultiply(y)), from, to);
    }

    /** n×d corrected → n×d original, as well as an affine map can restore them. */
    public FloatMatrix apply(FloatMatrix corrected) {
        RealMatrix result = standardized(corrected, from).multiply(map);
        int columns = result.getColumnDimension();
        float[] values = new float[corrected.rows() * columns];
        for (int row = 0; row < corrected.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] =
                        (float) (result.getEntry(row, column) * to.deviation()[column] + to.mean()[column]);
            }
        }
        return new FloatMatrix(corrected.rows(), columns, values);
    }

    private static RealMatrix standardized(FloatMatrix rows, Moments moments) {
        double[][] values = new double[rows.rows()][rows.columns()];
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < rows.columns(); column++) {
                values[row][column] = (rows.at(row, column) - moments.mean()[column]) / moments.deviation()[column];
            }
        }
        return new Array2DRowRealMatrix(values, false);
    }
}

package dev.pentimento.statistics.drift.scores;

import dev.pentimento.statistics.algebra.SymmetricEigen;
import dev.pentimento.tensors.FloatMatrix;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * Mean and leading principal components of embeddings.
 *
 * @param mean by dimension
 * @param variances variances of the components, largest first; never 0
 * @param directions one unit vector for each component
 * @param residualVariance mean variance of the directions left out; 0 if none is left out
 */
public record PrincipalComponents(double[] mean, double[] variances, double[][] directions, double residualVariance) {
    private static final int MOST = 128;
    /** Relative to the largest variance: smaller variances cannot be distinguished from float32 rounding. */
    private static final double NEGLIGIBLE = 1e-7;
    /**
     * Relative to the largest variance: without this minimum, a formerly constant direction would dominate everything
     * as soon as it varies.
     */
    private static final double RESIDUAL_FLOOR = 1e-4;

    static PrincipalComponents of(FloatMatrix embeddings) {
        int d = embeddings.columns();
        double[] mean = mean(embeddings);
        SymmetricEigen eigen = SymmetricEigen.of(covariance(embeddings, mean));
        double[] all = eigen.values();
        double largest = all[0] > 0 ? all[0] : 1;
        int most = Math.min(Math.min(d, MOST), Math.max(1, (embeddings.rows() - 1) / 4));
        int kept = 1;
        while (kept < most && all[kept] > NEGLIGIBLE * largest) {
            kept++;
        }
        double[] variances = new double[kept];
        double[][] directions = new double[kept][];
        for (int j = 0; j < kept; j++) {
            variances[j] = j == 0 ? largest : all[j];
            directions[j] = upright(eigen.vector(j));
        }
        double rest = 0;
        for (int j = kept; j < d; j++) {
            rest += Math.max(0, all[j]) / (d - kept);
        }
        return new PrincipalComponents(
                mean, variances, directions, kept == d ? 0 : Math.max(rest, RESIDUAL_FLOOR * largest));
    }

    private static RealMatrix covariance(FloatMatrix embeddings, double[] mean) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        double[] centred = new double[d];
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int i = 0; i < d; i++) {
                centred[i] = embeddings.at(row, i) - mean[i];
            }
            for (int i = 0; i < d; i++) {
                double[] target = covariance[i];
                double factor = centred[i];
                for (int j = i; j < d; j++) {
                    target[j] += factor * centred[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                covariance[i][j] /= embeddings.rows();
                covariance[j][i] = covariance[i][j];
            }
        }
        return new Array2DRowRealMatrix(covariance, false);
    }

    public static double[] mean(FloatMatrix embeddings) {
        double[] mean = new double[embeddings.columns()];
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += embeddings.at(row, i);
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= embeddings.rows();
        }
        return mean;
    }

    /** An eigenvector's sign is arbitrary: make its largest element positive. */
    private static double[] upright(double[] direction) {
        int largest = 0;
        for (int i = 1; i < direction.length; i++) {
            largest = Math.abs(direction[i]) > Math.abs(direction[largest]) ? i : largest;
        }
        double sign = direction[largest] < 0 ? -1 : 1;
        for (int i = 0; i < direction.length; i++) {
            direction[i] *= sign;
        }
        return direction;
    }
}

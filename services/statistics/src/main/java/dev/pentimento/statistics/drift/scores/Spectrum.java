package dev.pentimento.statistics.drift.scores;

import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Eigenvalues and eigenvectors of the covariance of embeddings. With fewer images than dimensions most eigenvalues are
 * zero, and the solver may not converge; the smaller matrix of inner products between images then has the same
 * eigenvalues: XXᵀu = λu gives XᵀX(Xᵀu) = λ(Xᵀu).
 *
 * @param variances in descending order, one for each dimension
 * @param images n × d, centred, if the eigenvectors are those of inner products; otherwise 0 × 0
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Spectrum(double[] variances, EigenDecompositionSymmetric eigen, double[][] images) {

    static Spectrum of(FloatMatrix embeddings, double[] mean) {
        try {
            EigenDecompositionSymmetric eigen = decomposed(covariance(embeddings, mean));
            return new Spectrum(eigen.getEigenvalues(), eigen, new double[0][0]);
        } catch (MathIllegalStateException e) {
            if (embeddings.rows() >= embeddings.columns()) {
                throw e;
            }
            return ofInnerProducts(embeddings, mean);
        }
    }

    private static Spectrum ofInnerProducts(FloatMatrix embeddings, double[] mean) {
        double[][] images = new double[embeddings.rows()][mean.length];
        for (int row = 0; row < images.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                images[row][i] = embeddings.at(row, i) - mean[i];
            }
        }
        RealMatrix centred = new Array2DRowRealMatrix(images, false);
        RealMatrix products = centred.multiplyTransposed(centred).scalarMultiply(1.0 / images.length);
        EigenDecompositionSymmetric eigen = decomposed(products.getData());
        return new Spectrum(Arrays.copyOf(eigen.getEigenvalues(), mean.length), eigen, images);
    }

    private static EigenDecompositionSymmetric decomposed(double[][] symmetric) {
        return new EigenDecompositionSymmetric(new Array2DRowRealMatrix(symmetric, false));
    }

    private static double[][] covariance(FloatMatrix embeddings, double[] mean) {
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
        return covariance;
    }

    /** A unit vector; its sign is arbitrary. */
    double[] direction(int component) {
        double[] vector = eigen.getEigenvector(component).toArray();
        if (images.length == 0) {
            return vector;
        }
        double[] direction = new Array2DRowRealMatrix(images, false).preMultiply(vector);
        double length =
                Math.sqrt(Arrays.stream(direction).map(each -> each * each).sum());
        return Arrays.stream(direction).map(each -> each / length).toArray();
    }
}

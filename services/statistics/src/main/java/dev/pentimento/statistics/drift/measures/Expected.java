package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.NamedTensors;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The expected values with which a window is compared.
 *
 * @param histograms histograms with the shares of the bins
 * @param mean mean of the embeddings by dimension
 * @param deviation standard deviation by dimension
 * @param features means of the random features
 * @param within mean kernel value of two images
 * @param leading mean and covariance of the leading components
 * @param leadingScale standard deviations that are the units of these components in the sums
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Expected(
        ReferenceHistograms histograms,
        double[] mean,
        double[] deviation,
        double[] features,
        double within,
        Gaussian leading,
        double[] leadingScale) {
    /** Dimensions whose deviation is below this share of the typical deviation are measured in units of that share. */
    private static final double CONSTANT = 1e-3;

    /** The unit of the sums, by dimension. */
    double[] scale() {
        double square =
                Arrays.stream(deviation).map(each -> each * each).average().orElse(0);
        double floor = square == 0 ? 1 : CONSTANT * Math.sqrt(square);
        return Arrays.stream(deviation).map(each -> Math.max(each, floor)).toArray();
    }

    /**
     * The same for windows drawn from the reference itself. Its images are then the whole population, so the mean
     * kernel also includes each image paired with itself.
     */
    Expected asPopulation() {
        double square = 0;
        for (double feature : features) {
            square += feature * feature;
        }
        double whole = features.length == 0 ? 0 : square / (features.length / 2.0);
        return new Expected(histograms, mean, deviation, features, whole, leading, leadingScale);
    }

    /** Expected shares of one histogram's bins. */
    double[] shares(int histogram) {
        return histograms.shape().part(histograms.shares(), histogram);
    }

    void addTo(NamedTensors tensors) {
        histograms.addTo(tensors);
        tensors.putVector("reference.mean", mean);
        tensors.putVector("reference.standard_deviation", deviation);
        tensors.putVector("reference.features", features);
        tensors.putVector("reference.kernel", within);
        tensors.putVector("reference.leading_mean", leading.mean());
        tensors.putMatrix("reference.leading_covariance", leading.covariance().getData());
    }

    static Expected from(NamedTensors tensors, DriftScores scores, int features) {
        double[] leadingMean = tensors.vector("reference.leading_mean");
        int leading = leadingMean.length;
        RealMatrix covariance =
                new Array2DRowRealMatrix(tensors.rows("reference.leading_covariance", leading, leading));
        return new Expected(
                ReferenceHistograms.from(tensors, scores.names()),
                tensors.values("reference.mean", scores.dimensions()),
                tensors.values("reference.standard_deviation", scores.dimensions()),
                tensors.values("reference.features", features),
                tensors.value("reference.kernel"),
                new Gaussian(leadingMean, covariance),
                Arrays.copyOf(scores.deviations(), leading));
    }
}

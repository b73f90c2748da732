package dev.pentimento.statistics.drift;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * What a window is compared with.
 *
 * @param histograms with the shares of the bins
 * @param mean of the embeddings by dimension
 * @param deviation likewise
 * @param features mean random features
 * @param within mean kernel of two images
 * @param leading mean and covariance of the leading components
 * @param leadingScale standard deviations in which windows sum these components
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
    /** Dimensions whose deviation is below this share of the typical one are measured by that. */
    private static final double CONSTANT = 1e-3;

    /** What sums are in, by dimension. */
    double[] scale() {
        double square =
                Arrays.stream(deviation).map(each -> each * each).average().orElse(0);
        double floor = square == 0 ? 1 : CONSTANT * Math.sqrt(square);
        return Arrays.stream(deviation).map(each -> Math.max(each, floor)).toArray();
    }

    /**
     * The same for windows drawn from the reference itself, whose images are then all there is: their mean kernel counts
     * each image with itself too.
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

    void addTo(Map<String, Tensor> tensors) {
        histograms.addTo(tensors);
        tensors.put("reference.mean", Tensor.vector(mean));
        tensors.put("reference.standard_deviation", Tensor.vector(deviation));
        tensors.put("reference.features", Tensor.vector(features));
        tensors.put("reference.kernel", Tensor.vector(new double[] {within}));
        tensors.put("reference.leading_mean", Tensor.vector(leading.mean()));
        tensors.put(
                "reference.leading_covariance",
                Tensor.matrix(leading.covariance().getData()));
    }

    static Expected from(NamedTensors tensors, DriftScores scores, int features) {
        double[] leadingMean = tensors.get("reference.leading_mean").values();
        RealMatrix covariance = new Array2DRowRealMatrix(
                tensors.get("reference.leading_covariance", leadingMean.length, leadingMean.length)
                        .rows());
        return new Expected(
                ReferenceHistograms.from(tensors, scores.names()),
                tensors.get("reference.mean", scores.dimensions()).values(),
                tensors.get("reference.standard_deviation", scores.dimensions()).values(),
                tensors.get("reference.features", features).values(),
                tensors.get("reference.kernel", 1).values()[0],
                new Gaussian(leadingMean, covariance),
                Arrays.copyOf(scores.deviations(), leadingMean.length));
    }
}

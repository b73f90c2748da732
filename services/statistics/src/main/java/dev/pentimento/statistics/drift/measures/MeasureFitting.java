package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.statistics.drift.scores.PrincipalComponents;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Shuffle;
import java.util.Arrays;
import java.util.Random;
import org.hipparchus.linear.MatrixUtils;

/** Fits the measures' expected values and thresholds for windows without drift, on held-out images. */
public final class MeasureFitting {
    /** Number of components whose covariance is kept: the number of products grows quadratically. */
    private static final int LEADING = 16;
    /** Number of pairs of images whose median distance determines the kernel's bandwidth. */
    private static final int PAIRS = 1_000;

    private MeasureFitting() {}

    /**
     * @param scores scores fitted on other images
     * @param heldOut n × d embeddings
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     * @param seed seed for the random features and for the windows drawn for the thresholds
     */
    public static WindowMeasures fit(
            DriftScores scores, FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        RandomFeatures features = features(scores, heldOut, seed);
        int leading = Math.min(LEADING, scores.deviations().length);
        float[][] whitened = new float[heldOut.rows()][];
        FloatMatrix values = scores.of(heldOut, margins, (row, each) -> whitened[row] = each.clone());
        ReferenceHistograms histograms = ReferenceHistograms.fit(scores.names(), values, predicted, classes);
        double[][] moments = moments(heldOut);
        Expected bare = new Expected(
                histograms,
                moments[0],
                moments[1],
                new double[features.size()],
                0,
                unit(leading),
                Arrays.copyOf(scores.deviations(), leading));
        Expected expected = expected(bare, sums(imageSums(bare, features, false), heldOut, whitened, histograms));
        Thresholds thresholds = heldOut.rows() > HeldOutWindows.MOST
                ? ofSample(scores, heldOut, predicted, margins, classes, seed)
                : Thresholds.calibrate(
                        windows(expected, features, heldOut, whitened, values, predicted),
                        expected.asPopulation(),
                        seed);
        return new WindowMeasures(features, expected, heldOut.rows(), thresholds, null);
    }

    /**
     * Of a random sample, as if it were the whole reference. The first images would not do, because data sets are often
     * sorted by class. Nor would windows from the sample compared with all images, because they would differ by the
     * sampling error of the sample, too.
     */
    private static Thresholds ofSample(
            DriftScores scores, FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        int[] rows = Arrays.copyOf(Shuffle.of(heldOut.rows(), new Random(seed)), HeldOutWindows.MOST);
        int[] predictedOfRows = Arrays.stream(rows).map(row -> predicted[row]).toArray();
        float[] marginsOfRows = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            marginsOfRows[i] = margins[rows[i]];
        }
        return fit(scores, heldOut.select(rows), predictedOfRows, marginsOfRows, classes, seed)
                .thresholds();
    }

    /**
     * The bandwidth is half the median distance of two images: in measurements, this value detected changes soonest.
     */
    private static RandomFeatures features(DriftScores scores, FloatMatrix heldOut, long seed) {
        Random random = new Random(seed);
        double[] distances = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            int a = random.nextInt(heldOut.rows());
            int b = random.nextInt(heldOut.rows());
            for (int i = 0; i < heldOut.columns(); i++) {
                double distance = heldOut.at(a, i) - heldOut.at(b, i);
                distances[pair] += distance * distance;
            }
        }
        Arrays.sort(distances);
        double[] variances =
                Arrays.stream(scores.deviations()).map(each -> each * each).toArray();
        double median = Math.sqrt(distances[PAIRS / 2]);
        return RandomFeatures.draw(variances, median > 0 ? median / 2 : 1, seed);
    }

    private static Gaussian unit(int size) {
        return new Gaussian(new double[size], MatrixUtils.createRealIdentityMatrix(size));
    }

    private static DriftSums sums(
            ImageSums adding, FloatMatrix heldOut, float[][] whitened, ReferenceHistograms histograms) {
        long[] sums = new long[adding.layout().size()];
        for (int row = 0; row < heldOut.rows(); row++) {
            adding.add(heldOut, row, whitened[row], sums);
        }
        DriftCounts counts = new DriftCounts(
                histograms.shape(), heldOut.rows(), new long[histograms.shape().size()]);
        return new DriftSums(adding.layout(), counts, sums);
    }

    private static Expected expected(Expected bare, DriftSums sums) {
        double[] features = sums.features();
        double within = RandomFeatures.within(features, sums.images());
        Gaussian.Moments leading = sums.leading(bare.leadingScale());
        return new Expected(
                bare.histograms(),
                bare.mean(),
                bare.deviation(),
                Arrays.stream(features).map(sum -> sum / sums.images()).toArray(),
                within,
                new Gaussian(leading.mean(), leading.covariance()),
                bare.leadingScale());
    }

    private static HeldOutWindows windows(
            Expected expected,
            RandomFeatures features,
            FloatMatrix heldOut,
            float[][] whitened,
            FloatMatrix values,
            int[] predicted) {
        ImageSums adding = imageSums(expected, features, false);
        int images = heldOut.rows();
        int[][] bins = new int[images][expected.histograms().shape().histograms()];
        long[][] sums = new long[images][adding.layout().size()];
        for (int row = 0; row < images; row++) {
            expected.histograms().bins(values, row, predicted[row], bins[row]);
            adding.add(heldOut, row, whitened[row], sums[row]);
        }
        return new HeldOutWindows(adding.layout(), bins, sums);
    }

    static ImageSums imageSums(Expected expected, RandomFeatures features, boolean familiarity) {
        SumsLayout layout = new SumsLayout(
                expected.histograms().shape(),
                expected.mean().length,
                features.size(),
                expected.leadingScale().length,
                familiarity);
        return new ImageSums(layout, expected.mean(), expected.scale(), features);
    }

    private static double[][] moments(FloatMatrix heldOut) {
        double[] mean = PrincipalComponents.mean(heldOut);
        double[] deviation = new double[mean.length];
        for (int row = 0; row < heldOut.rows(); row++) {
            for (int i = 0; i < mean.length; i++) {
                double distance = heldOut.at(row, i) - mean[i];
                deviation[i] += distance * distance / heldOut.rows();
            }
        }
        for (int i = 0; i < mean.length; i++) {
            deviation[i] = Math.sqrt(deviation[i]);
        }
        return new double[][] {mean, deviation};
    }
}

package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import dev.pentimento.statistics.drift.MeasureKind.Expected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What images without drift look like: the scores, the bins of each with their weights, the weights of the predicted
 * classes, mean and standard deviation by dimension, and thresholds of the descriptive measures. Immutable.
 */
public final class DriftReference {
    private static final int FEWEST = 32;
    /** Weight of a class beyond its count: a class that never occurred may still come. */
    private static final double CLASS_PRIOR = 0.5;
    /** Dimensions whose deviation is below this share of the typical one are measured by that. */
    private static final double CONSTANT = 1e-3;

    private final DriftScores scores;
    private final HistogramShape shape;
    private final float[][] edges;
    private final double[] weights;
    private final double[] mean;
    private final double[] deviation;
    private final long images;
    private final Expected expected;
    private final Thresholds thresholds;

    private DriftReference(
            DriftScores scores,
            HistogramShape shape,
            float[][] edges,
            double[] weights,
            double[][] moments,
            long images,
            Thresholds thresholds) {
        this.scores = scores;
        this.shape = shape;
        this.edges = edges;
        this.weights = weights;
        this.images = images;
        this.thresholds = thresholds;
        mean = moments[0];
        deviation = moments[1];
        expected = expected(shape, weights, mean, deviation);
    }

    private static Expected expected(HistogramShape shape, double[] weights, double[] mean, double[] deviation) {
        double[] shares = weights.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            double sum = Arrays.stream(shape.part(weights, h)).sum();
            for (int i = shape.offset(h); i < shape.offset(h) + shape.length(h); i++) {
                shares[i] /= sum;
            }
        }
        double square =
                Arrays.stream(deviation).map(each -> each * each).average().orElse(0);
        double floor = square == 0 ? 1 : CONSTANT * Math.sqrt(square);
        double[] scale = new double[mean.length];
        double[] spread = new double[mean.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.max(deviation[i], floor);
            spread[i] = deviation[i] / scale[i];
        }
        return new Expected(shape, shares, mean, scale, spread);
    }

    /**
     * Fits on held-out images alone: half of them, drawn at random, for the scores, the other half for the histograms.
     * Where embeddings of training images are at hand, {@link DriftScores#fit} on those and
     * {@link #fit(DriftScores, FloatMatrix, int[], float[], int, long)} leave all held-out images to the histograms.
     */
    public static DriftReference fit(FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        requireSizes(heldOut, predicted, margins);
        int[] order = Shuffle.of(heldOut.rows(), new Random(seed));
        int[] first = Arrays.copyOf(order, order.length / 2);
        int[] second = Arrays.copyOfRange(order, order.length / 2, order.length);
        int[] classesOfSecond = new int[second.length];
        float[] marginsOfSecond = new float[second.length];
        for (int i = 0; i < second.length; i++) {
            classesOfSecond[i] = predicted[second[i]];
            marginsOfSecond[i] = margins[second[i]];
        }
        DriftScores scores = DriftScores.fit(heldOut.select(first), seed);
        return fit(scores, heldOut.select(second), classesOfSecond, marginsOfSecond, classes, seed);
    }

    /**
     * @param scores fitted on other images
     * @param heldOut n × d embeddings of images that neither networks nor scores were fitted on; at least 32, better
     *     2,000 to 20,000
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     * @param seed of the resampling behind the measures' thresholds
     */
    public static DriftReference fit(
            DriftScores scores, FloatMatrix heldOut, int[] predicted, float[] margins, int classes, long seed) {
        requireSizes(heldOut, predicted, margins);
        HistogramShape shape = new HistogramShape(scores.size(), classes);
        FloatMatrix values = scores.of(heldOut, margins);
        float[][] edges = new float[shape.scores()][];
        double[] weights = new double[shape.size()];
        for (int score = 0; score < shape.scores(); score++) {
            OrderStatisticBins bins = OrderStatisticBins.of(column(values, score));
            edges[score] = Tensor.vector(bins.edges()).floats();
            System.arraycopy(bins.weights(), 0, weights, shape.offset(score), HistogramShape.BINS);
        }
        Arrays.fill(weights, shape.offset(shape.scores()), shape.size(), CLASS_PRIOR);
        for (int predictedClass : predicted) {
            weights[shape.offset(shape.scores()) + requireClass(predictedClass, classes)]++;
        }
        double[][] moments = moments(heldOut);
        Expected expected = expected(shape, weights, moments[0], moments[1]);
        int[][] bins = bins(shape, edges, values, predicted);
        Thresholds thresholds = Thresholds.calibrate(new HeldOutWindows(heldOut, expected, bins), expected, seed);
        return new DriftReference(scores, shape, edges, weights, moments, heldOut.rows(), thresholds);
    }

    private static void requireSizes(FloatMatrix heldOut, int[] predicted, float[] margins) {
        if (heldOut.rows() < FEWEST || predicted.length != heldOut.rows() || margins.length != heldOut.rows()) {
            throw new IllegalArgumentException("a reference needs at least " + FEWEST
                    + " embeddings with a class and a margin each, found " + heldOut.rows() + ", " + predicted.length
                    + " and " + margins.length);
        }
    }

    private static int requireClass(int named, int classes) {
        if (named < 0 || named >= classes) {
            throw new IllegalArgumentException("class " + named + " is none of " + classes);
        }
        return named;
    }

    private static float[] column(FloatMatrix values, int column) {
        float[] copy = new float[values.rows()];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = values.at(row, column);
        }
        return copy;
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

    /**
     * Counts a batch.
     *
     * @param embeddings n × d, finite
     * @param predicted class of each
     * @param margins largest logit minus second largest of each
     */
    public DriftCounts count(FloatMatrix embeddings, int[] predicted, float[] margins) {
        if (predicted.length != embeddings.rows()) {
            throw new IllegalArgumentException(
                    embeddings.rows() + " embeddings with " + predicted.length + " predicted classes");
        }
        long[] counts = new long[shape.size()];
        for (int[] ofImage : bins(shape, edges, scores.of(embeddings, margins), predicted)) {
            for (int index : ofImage) {
                counts[index]++;
            }
        }
        return new DriftCounts(shape, predicted.length, counts);
    }

    /** By image and histogram: index into the counts. */
    private static int[][] bins(HistogramShape shape, float[][] edges, FloatMatrix values, int[] predicted) {
        int[][] bins = new int[predicted.length][shape.histograms()];
        for (int row = 0; row < predicted.length; row++) {
            for (int score = 0; score < shape.scores(); score++) {
                bins[row][score] = shape.offset(score) + bin(edges[score], values.at(row, score));
            }
            bins[row][shape.scores()] = shape.offset(shape.scores()) + requireClass(predicted[row], shape.classes());
        }
        return bins;
    }

    private static int bin(float[] edges, float value) {
        int bin = 0;
        for (float edge : edges) {
            bin += value > edge ? 1 : 0;
        }
        return bin;
    }

    /** Counts as {@link DriftCounts#toArray()} gave them. */
    public DriftCounts counts(long[] array) {
        return DriftCounts.fromArray(shape, array);
    }

    /** Sums up a batch for the measures of a window; its counts are those of {@link #count}. */
    public DriftSums sums(FloatMatrix embeddings, int[] predicted, float[] margins) {
        return DriftSums.of(count(embeddings, predicted, margins), embeddings, expected.mean(), expected.scale());
    }

    /** Sums as {@link DriftSums#toArray()} gave them. */
    public DriftSums sums(long[] array) {
        return DriftSums.fromArray(shape, dimensions(), array);
    }

    /** Sums of no image. */
    public DriftSums noSums() {
        return sums(new long[shape.size() + 1 + 2 * dimensions()]);
    }

    /** The measures of a window, each with its threshold for that many images; none for a window of no image. */
    public List<DriftMeasure> measures(DriftSums window) {
        List<DriftMeasure> measures = new ArrayList<>();
        double effective = (double) window.images() * images / (window.images() + images);
        for (MeasureKind kind : window.images() == 0 ? new MeasureKind[0] : MeasureKind.values()) {
            measures.add(new DriftMeasure(
                    kind.label(), kind.of(window, expected, effective), thresholds.of(kind, effective)));
        }
        return measures;
    }

    /** Counts of no image. */
    public DriftCounts noCounts() {
        return DriftCounts.none(shape);
    }

    /** The first two principal components of each embedding, n × 2: places on a map. */
    public FloatMatrix map(FloatMatrix embeddings) {
        return scores.map(embeddings);
    }

    public List<String> scoreNames() {
        return scores.names();
    }

    public int classes() {
        return shape.classes();
    }

    public int dimensions() {
        return scores.dimensions();
    }

    /** Held-out images in the histograms. */
    public long images() {
        return images;
    }

    /** Mean of the held-out embeddings by dimension; a copy. */
    public double[] mean() {
        return mean.clone();
    }

    /** Standard deviation of the held-out embeddings by dimension; a copy. */
    public double[] standardDeviation() {
        return deviation.clone();
    }

    HistogramShape shape() {
        return shape;
    }

    /** Weights of all bins, in the layout of the counts; a copy. */
    double[] weights() {
        return weights.clone();
    }

    /** Everything, by name, for a file; {@link #fromTensors} reads it. */
    public Map<String, Tensor> toTensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        scores.addTo(tensors);
        tensors.put("reference.images", Tensor.vector(new double[] {images}));
        tensors.put("reference.edges", Tensor.matrix(HistogramShape.BINS - 1, edges));
        int classesFrom = shape.offset(shape.scores());
        tensors.put(
                "reference.weights",
                new Tensor(new int[] {shape.scores(), HistogramShape.BINS}, Arrays.copyOf(weights, classesFrom)));
        tensors.put("reference.class_weights", Tensor.vector(Arrays.copyOfRange(weights, classesFrom, weights.length)));
        tensors.put("reference.mean", Tensor.vector(mean));
        tensors.put("reference.standard_deviation", Tensor.vector(deviation));
        tensors.put("reference.thresholds", Tensor.matrix(thresholds.quantiles()));
        return tensors;
    }

    /**
     * @throws IllegalArgumentException if a tensor is missing or has another shape, by name; tensors of other names do
     *     not matter
     */
    public static DriftReference fromTensors(Map<String, Tensor> tensors) {
        NamedTensors named = new NamedTensors(tensors);
        DriftScores scores = DriftScores.from(named);
        double[] classWeights = named.get("reference.class_weights").values();
        HistogramShape shape = new HistogramShape(scores.size(), classWeights.length);
        float[][] edges = named.get("reference.edges", shape.scores(), HistogramShape.BINS - 1)
                .floatRows();
        double[] weights = Arrays.copyOf(
                named.get("reference.weights", shape.scores(), HistogramShape.BINS)
                        .values(),
                shape.size());
        System.arraycopy(classWeights, 0, weights, shape.offset(shape.scores()), classWeights.length);
        double[][] moments = {
            named.get("reference.mean", scores.dimensions()).values(),
            named.get("reference.standard_deviation", scores.dimensions()).values()
        };
        double[][] thresholds = named.get("reference.thresholds", MeasureKind.values().length, Thresholds.sizes())
                .rows();
        return new DriftReference(
                scores,
                shape,
                edges,
                weights,
                moments,
                (long) named.get("reference.images", 1).values()[0],
                new Thresholds(thresholds));
    }
}

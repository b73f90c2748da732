package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the detector compares the stream with: the bins of each score, and the weights of all bins and of the predicted
 * classes in held-out images. Immutable.
 */
public final class ReferenceHistograms {
    /** Weight of a class beyond its count: a class that never occurred may still come. */
    private static final double CLASS_PRIOR = 0.5;

    private final List<String> names;
    private final HistogramShape shape;
    private final float[][] edges;
    private final double[] weights;
    private final double[] shares;

    private ReferenceHistograms(List<String> names, HistogramShape shape, float[][] edges, double[] weights) {
        this.names = List.copyOf(names);
        this.shape = shape;
        this.edges = edges;
        this.weights = weights;
        shares = shares(shape, weights);
    }

    /**
     * @param names of the scores
     * @param scores n × {@code names}, of images that neither networks nor scores were fitted on
     * @param predicted class of each image
     */
    public static ReferenceHistograms fit(List<String> names, FloatMatrix scores, int[] predicted, int classes) {
        HistogramShape shape = new HistogramShape(scores.columns(), classes);
        float[][] edges = new float[shape.scores()][];
        double[] weights = new double[shape.size()];
        for (int score = 0; score < shape.scores(); score++) {
            OrderStatisticBins bins = OrderStatisticBins.of(column(scores, score));
            edges[score] = Tensor.vector(bins.edges()).floats();
            System.arraycopy(bins.weights(), 0, weights, shape.offset(score), HistogramShape.BINS);
        }
        Arrays.fill(weights, shape.offset(shape.scores()), shape.size(), CLASS_PRIOR);
        for (int predictedClass : predicted) {
            weights[shape.offset(shape.scores()) + requireClass(predictedClass, classes)]++;
        }
        return new ReferenceHistograms(names, shape, edges, weights);
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

    /**
     * Counts a batch.
     *
     * @param scores n × number of scores
     * @param predicted class of each image
     */
    public DriftCounts count(FloatMatrix scores, int[] predicted) {
        long[] counts = new long[shape.size()];
        int[] bins = new int[shape.histograms()];
        for (int row = 0; row < predicted.length; row++) {
            bins(scores, row, predicted[row], bins);
            for (int index : bins) {
                counts[index]++;
            }
        }
        return new DriftCounts(shape, predicted.length, counts);
    }

    /** By histogram: index into the counts. */
    void bins(FloatMatrix scores, int row, int predicted, int[] bins) {
        for (int score = 0; score < shape.scores(); score++) {
            bins[score] = shape.offset(score) + bin(edges[score], scores.at(row, score));
        }
        bins[shape.scores()] = shape.offset(shape.scores()) + requireClass(predicted, shape.classes());
    }

    private static int bin(float[] edges, float value) {
        int bin = 0;
        for (float edge : edges) {
            bin += value > edge ? 1 : 0;
        }
        return bin;
    }

    /** Counts of no image. */
    public DriftCounts noCounts() {
        return DriftCounts.none(shape);
    }

    /** Counts as {@link DriftCounts#toArray()} gave them. */
    public DriftCounts counts(long[] array) {
        return DriftCounts.fromArray(shape, array);
    }

    public List<String> names() {
        return names;
    }

    public int classes() {
        return shape.classes();
    }

    HistogramShape shape() {
        return shape;
    }

    /** Weights of all bins, in the layout of the counts; a copy. */
    double[] weights() {
        return weights.clone();
    }

    /** Expected shares of all bins, each histogram's summing to one: read only. */
    double[] shares() {
        return shares;
    }

    /** Shares of the classes as they were counted: without the half that each is given beyond its count. */
    double[] classShares() {
        double[] counts = Arrays.stream(shape.part(weights, shape.scores()))
                .map(weight -> weight - CLASS_PRIOR)
                .toArray();
        double images = Arrays.stream(counts).sum();
        return Arrays.stream(counts).map(count -> count / images).toArray();
    }

    private static double[] shares(HistogramShape shape, double[] weights) {
        double[] shares = weights.clone();
        for (int h = 0; h < shape.histograms(); h++) {
            double sum = Arrays.stream(shape.part(weights, h)).sum();
            for (int i = shape.offset(h); i < shape.offset(h) + shape.length(h); i++) {
                shares[i] /= sum;
            }
        }
        return shares;
    }

    void addTo(Map<String, Tensor> tensors) {
        tensors.put("reference.edges", Tensor.matrix(HistogramShape.BINS - 1, edges));
        int classesFrom = shape.offset(shape.scores());
        tensors.put(
                "reference.weights",
                new Tensor(new int[] {shape.scores(), HistogramShape.BINS}, Arrays.copyOf(weights, classesFrom)));
        tensors.put("reference.class_weights", Tensor.vector(Arrays.copyOfRange(weights, classesFrom, weights.length)));
    }

    static ReferenceHistograms from(NamedTensors tensors, List<String> names) {
        double[] classWeights = tensors.get("reference.class_weights").values();
        HistogramShape shape = new HistogramShape(names.size(), classWeights.length);
        float[][] edges = tensors.get("reference.edges", shape.scores(), HistogramShape.BINS - 1)
                .floatRows();
        double[] weights = Arrays.copyOf(
                tensors.get("reference.weights", shape.scores(), HistogramShape.BINS)
                        .values(),
                shape.size());
        System.arraycopy(classWeights, 0, weights, shape.offset(shape.scores()), classWeights.length);
        return new ReferenceHistograms(names, shape, edges, weights);
    }
}

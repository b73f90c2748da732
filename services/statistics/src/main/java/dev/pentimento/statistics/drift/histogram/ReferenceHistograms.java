package dev.pentimento.statistics.drift.histogram;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;
import dev.pentimento.tensors.NamedTensors;
import java.util.Arrays;
import java.util.List;

/**
 * The bins of each score, and the weights of all bins and predicted classes in held-out images. The detector compares
 * the stream with them. Immutable.
 */
public final class ReferenceHistograms {
    /** Added to each class's count: a class that never occurred may still appear. */
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
     * @param names names of the scores
     * @param scores n × {@code names}, of images that were used to fit neither networks nor scores
     * @param predicted class of each image
     */
    public static ReferenceHistograms fit(List<String> names, FloatMatrix scores, int[] predicted, int classes) {
        HistogramShape shape = new HistogramShape(scores.columns(), classes);
        float[][] edges = new float[shape.scores()][];
        double[] weights = new double[shape.size()];
        for (int score = 0; score < shape.scores(); score++) {
            OrderStatisticBins bins = OrderStatisticBins.of(column(scores, score));
            edges[score] = Floats.of(bins.edges());
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
            throw new IllegalArgumentException(
                    "class " + named + " is out of range: there are " + classes + " classes");
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
    public void bins(FloatMatrix scores, int row, int predicted, int[] bins) {
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

    /** Counts without any image. */
    public DriftCounts noCounts() {
        return DriftCounts.none(shape);
    }

    /** Reads counts from the array that {@link DriftCounts#toArray()} returned. */
    public DriftCounts counts(long[] array) {
        return DriftCounts.fromArray(shape, array);
    }

    public List<String> names() {
        return names;
    }

    public int classes() {
        return shape.classes();
    }

    public HistogramShape shape() {
        return shape;
    }

    /** Weights of all bins, in the layout of the counts; a copy. */
    public double[] weights() {
        return weights.clone();
    }

    /** Expected shares of all bins; those of each histogram sum to one. Read-only. */
    public double[] shares() {
        return shares;
    }

    /** Shares of the classes based on their counts alone, without the half that is added to each class's weight. */
    public double[] classShares() {
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

    public void addTo(NamedTensors tensors) {
        int classesFrom = shape.offset(shape.scores());
        tensors.putMatrix("reference.edges", HistogramShape.BINS - 1, edges);
        tensors.put("reference.weights", Arrays.copyOf(weights, classesFrom), shape.scores(), HistogramShape.BINS);
        tensors.putVector("reference.class_weights", Arrays.copyOfRange(weights, classesFrom, weights.length));
    }

    /** @throws IllegalArgumentException naming a tensor that is missing or has another shape */
    public static ReferenceHistograms from(NamedTensors tensors, List<String> names) {
        double[] classWeights = tensors.vector("reference.class_weights");
        HistogramShape shape = new HistogramShape(names.size(), classWeights.length);
        float[][] edges = tensors.floatRows("reference.edges", shape.scores(), HistogramShape.BINS - 1);
        double[] weights =
                Arrays.copyOf(tensors.values("reference.weights", shape.scores(), HistogramShape.BINS), shape.size());
        System.arraycopy(classWeights, 0, weights, shape.offset(shape.scores()), classWeights.length);
        return new ReferenceHistograms(names, shape, edges, weights);
    }
}

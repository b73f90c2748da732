package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.DoublePoint;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.random.Well19937c;

/**
 * The numbers by which drift sees one image, fixed at training: up to 8 whitened principal components, the squared
 * Mahalanobis distance over all components (at most 128) and over their second half, the squared distance to the nearest
 * of up to 64 k-means centroids, and the negative margin between the two largest logits.
 *
 * <p>They must be fitted on other images than those that fill the reference's histograms: distances to what was fitted
 * are smaller than distances of new images, and the detector would take that for drift. If embeddings have more
 * dimensions than components are kept, the squared length outside them, divided by its mean variance, counts in both
 * Mahalanobis distances.
 */
public final class DriftScores {
    /** Scores after the leading components. */
    static final int NOT_COMPONENTS = 4;

    private static final int LEADING = 8;
    private static final int CENTROIDS = 64;
    private static final int IMAGES_FOR_CENTROIDS = 4_000;
    private static final int ITERATIONS = 20;

    private final int dimensions;
    private final int components;
    private final int leading;
    private final int centroids;
    /** By dimension. */
    private final float[] mean;
    /** By dimension, then component: turns a centred embedding into whitened components. */
    private final float[][] whitening;
    /** By component. */
    private final float[] variances;
    /** By component, then centroid: from whitened components to the inner product with each centroid. */
    private final float[][] towards;
    /** Squared length of each centroid. */
    private final float[] lengths;

    private final float residualVariance;

    private DriftScores(
            float[] mean, float[][] whitening, float[] variances, float[][] towards, float[] lengths, float rest) {
        this.mean = mean;
        this.whitening = whitening;
        this.variances = variances;
        this.towards = towards;
        this.lengths = lengths;
        residualVariance = rest;
        dimensions = mean.length;
        components = variances.length;
        leading = Math.min(LEADING, components);
        centroids = lengths.length;
    }

    /**
     * @param embeddings at least 16 of them, such as those of training images: not those of the reference
     * @param seed of the choice of centroids
     */
    public static DriftScores fit(FloatMatrix embeddings, long seed) {
        if (embeddings.rows() < 16 || embeddings.columns() < 1) {
            throw new IllegalArgumentException("scores need at least 16 embeddings, found " + embeddings.rows());
        }
        PrincipalComponents principal = PrincipalComponents.of(embeddings);
        int d = embeddings.columns();
        int m = principal.variances().length;
        float[][] whitening = new float[d][m];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < m; j++) {
                whitening[i][j] = (float)
                        (principal.directions()[j][i] / Math.sqrt(principal.variances()[j]));
            }
        }
        DriftScores bare = new DriftScores(
                narrow(principal.mean()),
                whitening,
                narrow(principal.variances()),
                new float[m][0],
                new float[0],
                (float) principal.residualVariance());
        return bare.withCentroids(bare.cluster(embeddings, seed));
    }

    private static float[] narrow(double[] values) {
        return Tensor.vector(values).floats();
    }

    private List<double[]> cluster(FloatMatrix embeddings, long seed) {
        int[] chosen = Shuffle.of(embeddings.rows(), new Random(seed));
        List<DoublePoint> points = new ArrayList<>();
        for (int i = 0; i < Math.min(chosen.length, IMAGES_FOR_CENTROIDS); i++) {
            float[] whitened = new float[components];
            whiten(embeddings.values(), chosen[i] * dimensions, whitened);
            double[] point = new double[components];
            for (int j = 0; j < components; j++) {
                point[j] = whitened[j] * Math.sqrt(variances[j]);
            }
            points.add(new DoublePoint(point));
        }
        int wanted = Math.min(CENTROIDS, Math.max(1, points.size() / 8));
        List<double[]> found = new ArrayList<>();
        for (CentroidCluster<DoublePoint> cluster : new KMeansPlusPlusClusterer<DoublePoint>(
                        wanted,
                        ITERATIONS,
                        new EuclideanDistance(),
                        new Well19937c(seed),
                        KMeansPlusPlusClusterer.EmptyClusterStrategy.FARTHEST_POINT)
                .cluster(points)) {
            found.add(cluster.getCenter().getPoint());
        }
        return found;
    }

    private DriftScores withCentroids(List<double[]> centres) {
        float[][] inner = new float[components][centres.size()];
        float[] squares = new float[centres.size()];
        for (int c = 0; c < centres.size(); c++) {
            double square = 0;
            for (int j = 0; j < components; j++) {
                double value = centres.get(c)[j];
                square += value * value;
                inner[j][c] = (float) (value * Math.sqrt(variances[j]));
            }
            squares[c] = (float) square;
        }
        return new DriftScores(mean, whitening, variances, inner, squares, residualVariance);
    }

    public int dimensions() {
        return dimensions;
    }

    /** Names of the scores, in the order of the columns of {@link #of}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int j = 1; j <= leading; j++) {
            names.add("component " + j);
        }
        names.add("distance");
        names.add("distance, minor components");
        names.add("nearest centroid");
        names.add("margin");
        return names;
    }

    int size() {
        return leading + NOT_COMPONENTS;
    }

    /** Standard deviation of each component. */
    double[] deviations() {
        double[] deviations = new double[components];
        for (int j = 0; j < components; j++) {
            deviations[j] = Math.sqrt(variances[j]);
        }
        return deviations;
    }

    /** Is shown the whitened components of each row; the array is used again for the next. */
    interface Visitor {
        void visit(int row, float[] whitened);
    }

    /**
     * @param embeddings n × d
     * @param margins largest logit minus second largest of each, n of them
     * @return n × {@link #names()}
     */
    public FloatMatrix of(FloatMatrix embeddings, float[] margins) {
        return of(embeddings, margins, (row, whitened) -> {});
    }

    FloatMatrix of(FloatMatrix embeddings, float[] margins, Visitor visitor) {
        if (embeddings.columns() != dimensions || margins.length != embeddings.rows()) {
            throw new IllegalArgumentException(embeddings.rows() + " embeddings of " + embeddings.columns()
                    + " dimensions with " + margins.length + " margins; expected " + dimensions + " dimensions");
        }
        float[] scores = new float[embeddings.rows() * size()];
        float[] whitened = new float[components];
        float[] inner = new float[centroids];
        for (int row = 0; row < embeddings.rows(); row++) {
            whiten(embeddings.values(), row * dimensions, whitened);
            int at = row * size();
            System.arraycopy(whitened, 0, scores, at, leading);
            fill(embeddings.values(), row * dimensions, whitened, inner, scores, at + leading);
            scores[at + leading + 3] = -margins[row];
            visitor.visit(row, whitened);
        }
        return new FloatMatrix(embeddings.rows(), size(), scores);
    }

    /** The first two principal components of each embedding, n × 2, in the embedding's own units: places on a map. */
    public FloatMatrix map(FloatMatrix embeddings) {
        float[] places = new float[embeddings.rows() * 2];
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int j = 0; j < Math.min(2, components); j++) {
                float sum = 0;
                for (int i = 0; i < dimensions; i++) {
                    sum += (embeddings.at(row, i) - mean[i]) * whitening[i][j];
                }
                places[row * 2 + j] = sum * (float) Math.sqrt(variances[j]);
            }
        }
        return new FloatMatrix(embeddings.rows(), 2, places);
    }

    private void whiten(float[] values, int from, float[] whitened) {
        float[] centred = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            centred[i] = values[from + i] - mean[i];
        }
        Projections.multiply(centred, whitening, whitened);
    }

    private void fill(float[] values, int from, float[] whitened, float[] inner, float[] scores, int at) {
        float all = 0;
        float minor = 0;
        float length = 0;
        Projections.multiply(whitened, towards, inner);
        for (int j = 0; j < components; j++) {
            float square = whitened[j] * whitened[j];
            all += square;
            minor += j >= components / 2 ? square : 0;
            length += square * variances[j];
        }
        float rest = residualVariance > 0 ? residual(values, from, length) : 0;
        float nearest = Float.POSITIVE_INFINITY;
        for (int c = 0; c < centroids; c++) {
            nearest = Math.min(nearest, lengths[c] - 2 * inner[c]);
        }
        scores[at] = all + rest;
        scores[at + 1] = minor + rest;
        scores[at + 2] = length + nearest;
    }

    private float residual(float[] values, int from, float inside) {
        double length = 0;
        for (int i = 0; i < dimensions; i++) {
            double centred = values[from + i] - mean[i];
            length += centred * centred;
        }
        return (float) (Math.max(0, length - inside) / residualVariance);
    }

    void addTo(Map<String, Tensor> tensors) {
        tensors.put("scores.mean", Tensor.vector(mean));
        tensors.put("scores.whitening", Tensor.matrix(components, whitening));
        tensors.put("scores.variances", Tensor.vector(variances));
        tensors.put("scores.towards_centroids", Tensor.matrix(centroids, towards));
        tensors.put("scores.centroid_lengths", Tensor.vector(lengths));
        tensors.put("scores.residual_variance", Tensor.vector(new float[] {residualVariance}));
    }

    static DriftScores from(NamedTensors tensors) {
        float[] mean = tensors.get("scores.mean").floats();
        float[] variances = tensors.get("scores.variances").floats();
        float[] lengths = tensors.get("scores.centroid_lengths").floats();
        return new DriftScores(
                mean,
                tensors.get("scores.whitening", mean.length, variances.length).floatRows(),
                variances,
                tensors.get("scores.towards_centroids", variances.length, lengths.length)
                        .floatRows(),
                lengths,
                tensors.get("scores.residual_variance", 1).floats()[0]);
    }
}

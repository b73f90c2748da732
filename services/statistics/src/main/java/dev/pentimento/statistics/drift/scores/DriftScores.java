package dev.pentimento.statistics.drift.scores;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.NamedTensors;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores in which drift is measured, fixed at training: up to 8 whitened principal components, the squared
 * Mahalanobis distance over all components (at most 128) and over their second half, the squared distance to the
 * nearest of up to 64 k-means centroids, and the negative margin between the two largest logits.
 *
 * <p>They must not be fitted on the images that fill the reference's histograms. Fitted images are closer than new
 * ones, and the detector would mistake that difference for drift. If embeddings have more dimensions than there are
 * components, the squared length outside the components, divided by its mean variance, is included in both Mahalanobis
 * distances.
 */
public final class DriftScores {
    /** Scores after the leading components. */
    public static final int NOT_COMPONENTS = 4;

    private static final int LEADING = 8;

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

    DriftScores(float[] mean, float[][] whitening, float[] variances, float[][] towards, float[] lengths, float rest) {
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
     * @param embeddings at least 16 embeddings, such as those of training images, but not those of the reference
     * @param seed seed for the choice of centroids
     */
    public static DriftScores fit(FloatMatrix embeddings, long seed) {
        return ScoreFitting.fit(embeddings, seed);
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
    public double[] deviations() {
        double[] deviations = new double[components];
        for (int j = 0; j < components; j++) {
            deviations[j] = Math.sqrt(variances[j]);
        }
        return deviations;
    }

    /** Receives the whitened components of each row; the array is reused for the next row. */
    public interface Visitor {
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

    public FloatMatrix of(FloatMatrix embeddings, float[] margins, Visitor visitor) {
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

    /**
     * The first two principal components of each embedding, n × 2, in the embedding's own units: positions on a map.
     */
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

    /** One embedding's components, in the embedding's own units. */
    double[] coordinates(FloatMatrix embeddings, int row) {
        float[] whitened = new float[components];
        whiten(embeddings.values(), row * dimensions, whitened);
        double[] coordinates = new double[components];
        for (int j = 0; j < components; j++) {
            coordinates[j] = whitened[j] * Math.sqrt(variances[j]);
        }
        return coordinates;
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

    public void addTo(NamedTensors tensors) {
        tensors.putVector("scores.mean", mean);
        tensors.putMatrix("scores.whitening", components, whitening);
        tensors.putVector("scores.variances", variances);
        tensors.putMatrix("scores.towards_centroids", centroids, towards);
        tensors.putVector("scores.centroid_lengths", lengths);
        tensors.putVector("scores.residual_variance", residualVariance);
    }

    /** @throws IllegalArgumentException naming a tensor that is missing or has another shape */
    public static DriftScores from(NamedTensors tensors) {
        float[] mean = tensors.floatVector("scores.mean");
        float[] variances = tensors.floatVector("scores.variances");
        float[] lengths = tensors.floatVector("scores.centroid_lengths");
        return new DriftScores(
                mean,
                tensors.floatRows("scores.whitening", mean.length, variances.length),
                variances,
                tensors.floatRows("scores.towards_centroids", variances.length, lengths.length),
                lengths,
                (float) tensors.value("scores.residual_variance"));
    }
}

package dev.pentimento.statistics.drift.scores;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;
import dev.pentimento.tensors.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.clustering.CentroidCluster;
import org.hipparchus.clustering.DoublePoint;
import org.hipparchus.clustering.KMeansPlusPlusClusterer;
import org.hipparchus.clustering.distance.EuclideanDistance;
import org.hipparchus.random.Well19937c;

/** Fits the scores: first principal components, then k-means centroids in their space (k-means++). */
final class ScoreFitting {
    private static final int FEWEST = 16;
    private static final int CENTROIDS = 64;
    private static final int IMAGES_FOR_CENTROIDS = 4_000;
    private static final int ITERATIONS = 20;

    private ScoreFitting() {}

    static DriftScores fit(FloatMatrix embeddings, long seed) {
        if (embeddings.rows() < FEWEST || embeddings.columns() < 1) {
            throw new IllegalArgumentException(
                    "scores need at least " + FEWEST + " embeddings, found " + embeddings.rows());
        }
        PrincipalComponents principal = PrincipalComponents.of(embeddings);
        DriftScores bare = scores(principal, List.of());
        return scores(principal, cluster(bare, embeddings, seed));
    }

    private static DriftScores scores(PrincipalComponents principal, List<double[]> centres) {
        float[] variances = Floats.of(principal.variances());
        float[][] inner = new float[variances.length][centres.size()];
        float[] squares = new float[centres.size()];
        for (int c = 0; c < centres.size(); c++) {
            double square = 0;
            for (int j = 0; j < variances.length; j++) {
                double value = centres.get(c)[j];
                square += value * value;
                inner[j][c] = (float) (value * Math.sqrt(variances[j]));
            }
            squares[c] = (float) square;
        }
        return new DriftScores(Floats.of(principal.mean()), whitening(principal), variances, inner, squares, (float)
                principal.residualVariance());
    }

    private static float[][] whitening(PrincipalComponents principal) {
        int dimensions = principal.mean().length;
        int components = principal.variances().length;
        float[][] whitening = new float[dimensions][components];
        for (int i = 0; i < dimensions; i++) {
            for (int j = 0; j < components; j++) {
                whitening[i][j] = (float)
                        (principal.directions()[j][i] / Math.sqrt(principal.variances()[j]));
            }
        }
        return whitening;
    }

    private static List<double[]> cluster(DriftScores scores, FloatMatrix embeddings, long seed) {
        int[] chosen = Shuffle.of(embeddings.rows(), new Random(seed));
        List<DoublePoint> points = new ArrayList<>();
        for (int i = 0; i < Math.min(chosen.length, IMAGES_FOR_CENTROIDS); i++) {
            points.add(new DoublePoint(scores.coordinates(embeddings, chosen[i])));
        }
        int wanted = Math.min(CENTROIDS, Math.max(1, points.size() / 8));
        KMeansPlusPlusClusterer<DoublePoint> clusterer = new KMeansPlusPlusClusterer<>(
                wanted,
                ITERATIONS,
                new EuclideanDistance(),
                new Well19937c(seed),
                KMeansPlusPlusClusterer.EmptyClusterStrategy.FARTHEST_POINT);
        List<double[]> found = new ArrayList<>();
        for (CentroidCluster<DoublePoint> cluster : clusterer.cluster(points)) {
            found.add(cluster.getCenter().getPoint());
        }
        return found;
    }
}

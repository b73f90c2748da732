package dev.pentimento.learning.synthetic;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The thesis's generator: class prototypes on the latent unit sphere, a common base plus similarity times an individual
 * part; their random projections are centroids; a point is its centroid plus normal noise, scaled to length one.
 */
public final class SyntheticEmbeddings {
    private final SyntheticSettings settings;
    private final double[][] centroids;
    private final long seed;

    private SyntheticEmbeddings(SyntheticSettings settings, double[][] centroids, long seed) {
        this.settings = settings;
        this.centroids = centroids;
        this.seed = seed;
    }

    /** Draws the classes; the same seed gives the same classes. */
    public static SyntheticEmbeddings of(SyntheticSettings settings, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] base = gaussian(settings.latentDimensions(), random);
        double[][] prototypes = new double[settings.classes()][];
        for (int c = 0; c < prototypes.length; c++) {
            prototypes[c] = BayesAccuracy.direction(base, settings.similarity(), random);
        }
        double[][] centroids = new double[settings.classes()][settings.dimensions()];
        for (int i = 0; i < base.length; i++) {
            double[] projection = gaussian(settings.dimensions(), random);
            for (int c = 0; c < centroids.length; c++) {
                for (int d = 0; d < projection.length; d++) {
                    centroids[c][d] += prototypes[c][i] * projection[d];
                }
            }
        }
        return new SyntheticEmbeddings(settings, centroids, random.nextLong());
    }

    /**
     * n×dimensions embeddings of length one, their classes drawn uniformly.
     *
     * @param part a different part gives other points of the same classes
     */
    public LabelledRows draw(int count, int part) {
        RandomGenerator random = new SplittableRandom(seed + part);
        int dimensions = settings.dimensions();
        float[] values = new float[Math.multiplyExact(count, dimensions)];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            labels[row] = random.nextInt(settings.classes());
            double[] point = BayesAccuracy.direction(centroids[labels[row]], settings.noise(), random);
            System.arraycopy(Floats.of(point), 0, values, row * dimensions, dimensions);
        }
        return new LabelledRows(new FloatMatrix(count, dimensions, values), labels);
    }

    /** The accuracy of the best possible classifier of these classes. */
    public BayesAccuracy bayes(int draws) {
        return BayesAccuracy.of(centroids, settings.noise(), draws, seed);
    }

    /**
     * n×classes, of n×dimensions points of length one: the logarithm of each class's density there, less that of the first
     * class. As logits they are the Bayes classifier's.
     */
    public FloatMatrix logDensities(FloatMatrix points) {
        float[] values = new float[Math.multiplyExact(points.rows(), centroids.length)];
        for (int row = 0; row < points.rows(); row++) {
            double[] direction = Floats.widened(points.row(row));
            double first = 0;
            for (int c = 0; c < centroids.length; c++) {
                double density = BayesAccuracy.logDensity(direction, centroids[c], settings.noise());
                first = c == 0 ? density : first;
                values[row * centroids.length + c] = (float) (density - first);
            }
        }
        return new FloatMatrix(points.rows(), centroids.length, values);
    }

    private static double[] gaussian(int count, RandomGenerator random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}

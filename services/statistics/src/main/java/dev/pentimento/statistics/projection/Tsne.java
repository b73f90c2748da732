package dev.pentimento.statistics.projection;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;

/**
 * t-SNE (van der Maaten and Hinton, Journal of Machine Learning Research 9, 2008), in its exact form, for a few hundred
 * points. It starts from the two leading principal components, so nothing in it is random.
 *
 * <p>Points that are close stay close. The distances between groups, and their sizes, have no meaning.
 */
public final class Tsne {
    private static final int STEPS = 750;
    private static final int EXAGGERATED_STEPS = 250;
    private static final double EXAGGERATION = 12;
    private static final double SMALLEST_GAIN = 0.01;

    private final int n;
    private final double[] wanted;
    private final double[] places;
    private final double[] velocity;
    private final double[] gains;
    private final double[] similarity;

    private Tsne(FloatMatrix embeddings, double perplexity) {
        this.n = embeddings.rows();
        this.wanted = Neighbourhoods.of(embeddings, perplexity);
        this.places = start(embeddings);
        this.velocity = new double[2 * n];
        this.gains = new double[2 * n];
        this.similarity = new double[n * n];
        java.util.Arrays.fill(gains, 1);
    }

    /**
     * Computes the map.
     *
     * @param embeddings n×d
     * @param perplexity effective number of neighbours, less than a third of n
     * @return n×2
     */
    public static FloatMatrix map(FloatMatrix embeddings, double perplexity) {
        if (!(perplexity >= 1) || perplexity * 3 > embeddings.rows()) {
            throw new IllegalArgumentException(
                    "perplexity must be 1 to a third of " + embeddings.rows() + " points: " + perplexity);
        }
        Tsne tsne = new Tsne(embeddings, perplexity);
        double rate = Math.max(50, embeddings.rows() / EXAGGERATION / 4); // as scikit-learn
        for (int step = 0; step < STEPS; step++) {
            boolean early = step < EXAGGERATED_STEPS;
            tsne.step(early ? EXAGGERATION : 1, early ? 0.5 : 0.8, rate);
        }
        return new FloatMatrix(embeddings.rows(), 2, Floats.of(tsne.places));
    }

    /** Principal components, scaled to a deviation of 10⁻⁴ along the first. */
    private static double[] start(FloatMatrix embeddings) {
        FloatMatrix plane = PrincipalMap.of(embeddings).project(embeddings);
        double squares = 0;
        for (int row = 0; row < plane.rows(); row++) {
            squares += plane.at(row, 0) * plane.at(row, 0);
        }
        double scale = squares == 0 ? 1 : 1e-4 / Math.sqrt(squares / plane.rows());
        double[] places = new double[plane.values().length];
        for (int i = 0; i < places.length; i++) {
            places[i] = plane.values()[i] * scale;
        }
        return places;
    }

    private void step(double exaggeration, double momentum, double rate) {
        double sum = similarities();
        for (int i = 0; i < n; i++) {
            double x = 0;
            double y = 0;
            for (int j = 0; j < n; j++) {
                double near = similarity[i * n + j];
                double force = (exaggeration * wanted[i * n + j] - near / sum) * near;
                x += force * (places[2 * i] - places[2 * j]);
                y += force * (places[2 * i + 1] - places[2 * j + 1]);
            }
            accelerate(2 * i, 4 * x, momentum, rate);
            accelerate(2 * i + 1, 4 * y, momentum, rate);
        }
        for (int i = 0; i < places.length; i++) {
            places[i] += velocity[i];
        }
    }

    /** Computes Student's t with one degree of freedom between all positions; {@return their sum} */
    private double similarities() {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                double x = places[2 * i] - places[2 * j];
                double y = places[2 * i + 1] - places[2 * j + 1];
                double near = 1 / (1 + x * x + y * y);
                similarity[i * n + j] = near;
                similarity[j * n + i] = near;
                sum += 2 * near;
            }
        }
        return sum;
    }

    /** Momentum with a separate gain for each coordinate (Jacobs 1988), as in the authors' programs. */
    private void accelerate(int at, double gradient, double momentum, double rate) {
        boolean turning = gradient > 0 == velocity[at] > 0;
        gains[at] = Math.max(SMALLEST_GAIN, turning ? gains[at] * 0.8 : gains[at] + 0.2);
        velocity[at] = momentum * velocity[at] - rate * gains[at] * gradient;
    }
}

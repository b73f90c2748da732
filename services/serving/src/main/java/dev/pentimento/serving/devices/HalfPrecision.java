package dev.pentimento.serving.devices;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Checks whether networks in half precision reproduce the figures of full precision (docs/decisions/0029). Each method
 * returns the problem, as the end of a sentence, or empty.
 */
final class HalfPrecision {
    /** Largest share of changed predictions; no accuracy on these images differs by more. */
    static final double MOST_CHANGED = 0.005;
    /** Mean difference of the probabilities of the predicted classes. */
    static final double MOST_PROBABILITY = 0.01;
    /** Root mean square of the error of an embedding, in units of the spread of embeddings. */
    static final double MOST_ERROR = 0.02;

    private static final int IMAGES = 64;
    private static final int PATCHES = 4;

    private HalfPrecision() {}

    /** Compares embeddings of images with patches of random brightness, from all black to all white. */
    static Optional<String> problem(Encoder full, Encoder half) {
        FloatMatrix images = patches(full.input());
        FloatMatrix expected = full.embed(images);
        double error = rootMeanSquare(expected, half.embed(images).values());
        double spread = rootMeanSquare(expected, means(expected));
        double share = spread == 0 ? (error == 0 ? 0 : Double.POSITIVE_INFINITY) : error / spread;
        return share <= MOST_ERROR
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its embeddings are off by %.1f %% of their spread, of which %.1f %% are allowed",
                        100 * share,
                        100 * MOST_ERROR));
    }

    /** Compares predictions. */
    static Optional<String> problem(Judge full, Judge half, FloatMatrix embeddings) {
        Judge.Answers expected = full.judge(embeddings);
        Judge.Answers actual = half.judge(embeddings);
        return problem("original", expected.original(), actual.original())
                .or(() -> problem("corrected", expected.corrected(), actual.corrected()));
    }

    private static Optional<String> problem(String arm, FloatMatrix expected, FloatMatrix actual) {
        int[] predicted = expected.argMax();
        int[] now = actual.argMax();
        int changed = 0;
        double difference = 0;
        for (int row = 0; row < predicted.length; row++) {
            changed += predicted[row] == now[row] ? 0 : 1;
            difference += Math.abs(expected.at(row, predicted[row]) - actual.at(row, predicted[row]));
        }
        if (changed > MOST_CHANGED * predicted.length) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%d of %d %s predictions change, of which %.1f %% may",
                    changed,
                    predicted.length,
                    arm,
                    100 * MOST_CHANGED));
        }
        double mean = difference / predicted.length;
        return mean <= MOST_PROBABILITY
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s probabilities differ by %.3f in the mean, where %.3f is allowed",
                        arm,
                        mean,
                        MOST_PROBABILITY));
    }

    private static FloatMatrix patches(ImageShape shape) {
        Random random = new Random(1);
        int plane = shape.height() * shape.width();
        float[] values = new float[IMAGES * shape.size()];
        float[] mean = shape.mean();
        float[] deviation = shape.standardDeviation();
        for (int image = 0; image < IMAGES; image++) {
            float[] brightness = new float[shape.channels() * PATCHES * PATCHES];
            for (int i = 0; i < brightness.length; i++) {
                brightness[i] = random.nextFloat();
            }
            for (int i = 0; i < shape.size(); i++) {
                int channel = i / plane;
                int y = i % plane / shape.width() * PATCHES / shape.height();
                int x = i % shape.width() * PATCHES / shape.width();
                float pixel = brightness[(channel * PATCHES + y) * PATCHES + x];
                values[image * shape.size() + i] = (pixel - mean[channel]) / deviation[channel];
            }
        }
        return new FloatMatrix(IMAGES, shape.size(), values);
    }

    /** The mean of each column, as often as there are rows. */
    private static float[] means(FloatMatrix matrix) {
        float[] means = new float[matrix.values().length];
        for (int column = 0; column < matrix.columns(); column++) {
            double sum = 0;
            for (int row = 0; row < matrix.rows(); row++) {
                sum += matrix.at(row, column);
            }
            for (int row = 0; row < matrix.rows(); row++) {
                means[row * matrix.columns() + column] = (float) (sum / matrix.rows());
            }
        }
        return means;
    }

    private static double rootMeanSquare(FloatMatrix expected, float[] actual) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = expected.values()[i] - actual[i];
            sum += error * error;
        }
        return Math.sqrt(sum / actual.length);
    }
}

package dev.pentimento.learning.version;

import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Floats;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The last layer of a classifier that accepts images because it still contains its encoder: logits = W·embedding + b,
 * fitted by least squares to the outputs of encoder and classifier for the same images. Softmax ignores a constant
 * added to all logits of an image, so their mean is subtracted first. A network that ends in a softmax therefore works
 * too.
 */
public final class LinearHead {
    /** Relative to the logits' standard deviation; errors from rounding to 32 bits are far below. */
    private static final double LARGEST_DEVIATION = 1e-3;
    /**
     * Relative to the mean variance of an embedding's values: directions without variation, such as units that never
     * fire, get no weight.
     */
    private static final double RIDGE = 1e-10;
    /** Added to the variance by {@link MlpClassifier}'s first layer, which must not change anything here. */
    private static final double EPSILON = 1e-5;
    /** Below the smallest relevant probability; its logarithm is finite. */
    private static final double SMALLEST = 1e-30;

    /** Rows that are computed at once, and the number of rows of noise. */
    private static final int PROBES = 64;

    private static final float[] STEPS = {1_024, 16, 1, 1f / 16};

    private LinearHead() {}

    /** Outputs of the encoder and of the whole classifier for the same images. */
    public record Answers(FloatMatrix embeddings, FloatMatrix classifier) {
        public Answers {
            if (embeddings.rows() != classifier.rows()) {
                throw new IllegalArgumentException(
                        embeddings.rows() + " embeddings and " + classifier.rows() + " answers");
            }
        }
    }

    /**
     * @param held other images, for which the result must agree with the classifier
     * @return a classifier n×d → n×k, in Pentimento's own format
     * @throws UnusableFileException if the classifier's logits are not such a function of the embeddings
     */
    public static NetworkFile find(Answers given, Answers held) {
        Centred x = Centred.of(doubles(given.embeddings));
        Centred y = Centred.of(logits(given.classifier));
        int dimensions = given.embeddings.columns();
        int classes = given.classifier.columns();
        RealMatrix squares = x.rows.transposeMultiply(x.rows);
        double ridge = RIDGE * squares.getTrace() / dimensions + Double.MIN_NORMAL;
        for (int i = 0; i < dimensions; i++) {
            squares.addToEntry(i, i, ridge);
        }
        RealMatrix weights =
                new CholeskyDecomposition(squares, 1e-9, 0).getSolver().solve(x.rows.transposeMultiply(y.rows));
        double[] bias = weights.preMultiply(x.mean);
        for (int c = 0; c < classes; c++) {
            bias[c] = y.mean[c] - bias[c];
        }
        requireSame(held, weights, bias);
        return file(weights, bias);
    }

    /**
     * A classifier of embeddings that turns out to be linear, in Pentimento's own format, through which gradients pass: the
     * answers for zero and for a step along each axis are all there is to know. Each size of step has its own error from
     * rounding, and a softmax cannot show large ones; so the best of several is used.
     *
     * @return empty if its answers for noise differ by more than rounding
     */
    public static Optional<NetworkFile> of(Classifier classifier, int dimensions) {
        FloatMatrix noise = noise(dimensions);
        RealMatrix wanted = new Array2DRowRealMatrix(logits(classifier.logits(noise)), false);
        RealMatrix points = new Array2DRowRealMatrix(doubles(noise), false);
        double[][] zero = logits(classifier.logits(new FloatMatrix(1, dimensions, new float[dimensions])));
        NetworkFile best = null;
        double smallest = LARGEST_DEVIATION;
        for (float step : STEPS) {
            RealMatrix weights = slopes(classifier, dimensions, step, zero[0]);
            double error = error(wanted, points.multiply(weights), zero[0]);
            if (error <= smallest) {
                best = file(weights, zero[0]);
                smallest = error;
            }
        }
        return Optional.ofNullable(best);
    }

    private static FloatMatrix noise(int dimensions) {
        Random random = new Random(1);
        float[] values = new float[PROBES * dimensions];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(PROBES, dimensions, values);
    }

    /** d×k */
    private static RealMatrix slopes(Classifier classifier, int dimensions, float step, double[] zero) {
        double[][] slopes = new double[dimensions][];
        for (int from = 0; from < dimensions; from += PROBES) {
            int rows = Math.min(PROBES, dimensions - from);
            float[] axes = new float[rows * dimensions];
            for (int row = 0; row < rows; row++) {
                axes[row * dimensions + from + row] = step;
            }
            double[][] answers = logits(classifier.logits(new FloatMatrix(rows, dimensions, axes)));
            for (int row = 0; row < rows; row++) {
                double[] answer = answers[row];
                Arrays.setAll(answer, c -> (answer[c] - zero[c]) / step);
                slopes[from + row] = answer;
            }
        }
        return new Array2DRowRealMatrix(slopes, false);
    }

    /** The largest difference, in standard deviations of what is wanted. */
    private static double error(RealMatrix wanted, RealMatrix found, double[] bias) {
        double squares = 0;
        double largest = 0;
        for (int row = 0; row < wanted.getRowDimension(); row++) {
            for (int c = 0; c < bias.length; c++) {
                largest = Math.max(largest, Math.abs(found.getEntry(row, c) + bias[c] - wanted.getEntry(row, c)));
                squares += wanted.getEntry(row, c) * wanted.getEntry(row, c);
            }
        }
        double error = largest / Math.sqrt(squares / (wanted.getRowDimension() * (double) bias.length));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    private static void requireSame(Answers held, RealMatrix weights, double[] bias) {
        RealMatrix wanted = new Array2DRowRealMatrix(logits(held.classifier), false);
        RealMatrix found = new Array2DRowRealMatrix(doubles(held.embeddings), false).multiply(weights);
        double error = error(wanted, found, bias);
        if (error > LARGEST_DEVIATION) {
            throw new UnusableFileException(
                    "it accepts images, but its output is not a linear function of this encoder's"
                            + " embeddings (fitted to " + weights.getRowDimension() + " values each, it differs by "
                            + String.format(java.util.Locale.ROOT, "%.2g", error)
                            + " standard deviations on other images); provide its layers after the embedding as a separate file,"
                            + " or provide more labelled images than an embedding has values");
        }
    }

    private static NetworkFile file(RealMatrix weights, double[] bias) {
        int dimensions = weights.getRowDimension();
        float[] rows = new float[bias.length * dimensions];
        for (int c = 0; c < bias.length; c++) {
            for (int i = 0; i < dimensions; i++) {
                rows[c * dimensions + i] = (float) weights.getEntry(i, c);
            }
        }
        float[] undone = Floats.filled(dimensions, (float) Math.sqrt(1 + EPSILON));
        return Network.file(
                new MlpClassifier(dimensions, List.of(), bias.length, 0),
                Map.of(
                        "input.weight", Tensor.ofFloats(undone, dimensions),
                        "input.bias", Tensor.ofFloats(new float[dimensions], dimensions),
                        "input.running_mean", Tensor.ofFloats(new float[dimensions], dimensions),
                        "input.running_var", Tensor.ofFloats(Floats.filled(dimensions, 1), dimensions),
                        "output.weight", Tensor.ofFloats(rows, bias.length, dimensions),
                        "output.bias", Tensor.ofFloats(Floats.of(bias), bias.length)));
    }

    /** n×k, each row with mean 0. */
    private static double[][] logits(FloatMatrix answers) {
        double[][] rows = doubles(answers);
        boolean probabilities = Arrays.stream(rows).allMatch(LinearHead::isDistribution);
        for (double[] row : rows) {
            if (probabilities) {
                Arrays.setAll(row, c -> Math.log(row[c] + SMALLEST));
            }
            double mean = Arrays.stream(row).average().orElse(0);
            Arrays.setAll(row, c -> row[c] - mean);
        }
        return rows;
    }

    private static boolean isDistribution(double[] row) {
        return Arrays.stream(row).allMatch(value -> value >= 0)
                && Math.abs(Arrays.stream(row).sum() - 1) < 1e-3;
    }

    private static double[][] doubles(FloatMatrix matrix) {
        double[][] rows = new double[matrix.rows()][matrix.columns()];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = matrix.at(row, column);
            }
        }
        return rows;
    }

    /** Rows with their mean subtracted. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Centred(Array2DRowRealMatrix rows, double[] mean) {
        /** Writes into {@code rows}. */
        static Centred of(double[][] rows) {
            double[] mean = new double[rows[0].length];
            for (double[] row : rows) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += row[i] / rows.length;
                }
            }
            for (double[] row : rows) {
                for (int i = 0; i < mean.length; i++) {
                    row[i] -= mean[i];
                }
            }
            return new Centred(new Array2DRowRealMatrix(rows, false), mean);
        }
    }
}

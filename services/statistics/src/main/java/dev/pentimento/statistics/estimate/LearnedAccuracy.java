package dev.pentimento.statistics.estimate;

import dev.pentimento.tensors.NamedTensors;
import java.util.Arrays;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the accuracy of a window of images from its {@link WindowSigns}. It was learned from held-out labelled images
 * that were disturbed in many ways, see {@link AccuracyLearning}. Immutable.
 *
 * <p>The interval is {@value #COVERAGE} of the errors on kinds of disturbance that the regression had not seen, relative
 * to the estimated loss. It is the interval of split conformal prediction with normalized residuals (Lei, G'Sell,
 * Rinaldo, Tibshirani and Wasserman 2018, section 5.2), where each kind is left out in turn. Its promise would hold if the
 * drift of a stream were another kind from the same collection. That is an assumption, so the coverage is also measured,
 * on other kinds.
 */
public final class LearnedAccuracy {
    /** Share of errors inside the interval. */
    public static final double COVERAGE = 0.9;

    /** With fewer images, the spread of the embeddings means nothing. */
    public static final int FEWEST_IMAGES = 30;

    private static final String NAME = "estimate.learned";
    private static final int TERMS = WindowSigns.SIZE + 1;
    /** Error without any loss, in units of the interval's factor. */
    private static final double FLOOR = 0.05;
    /** Quantile of the normal distribution for {@link #COVERAGE}. */
    private static final double DEVIATIONS = 1.645;

    private final double heldOut;
    private final double factor;
    private final double farthest;
    private final LinearFit fit;

    /**
     * @param heldOut accuracy on the held-out images
     * @param factor what turns {@link #scale} into half the interval
     * @param farthest largest leverage of a window that it was learned from
     */
    LearnedAccuracy(double heldOut, double factor, double farthest, LinearFit fit) {
        this.heldOut = heldOut;
        this.factor = factor;
        this.farthest = farthest;
        this.fit = fit;
    }

    /** Size of an error that is usual for this estimate, in no particular unit. */
    static double scale(double estimated, double heldOut) {
        return FLOOR + Math.max(0, heldOut - estimated);
    }

    /**
     * An estimate, or why there is none.
     *
     * @param estimate null if there is a reason
     * @param reason null if there is an estimate
     */
    public record Answer(
            EstimateSums.@Nullable Estimate estimate,
            @Nullable String reason) {}

    /**
     * There is none for fewer than {@value #FEWEST_IMAGES} images, and none if the window is farther from the windows that
     * this was learned from than any of those.
     */
    public Answer estimate(WindowSigns signs) {
        if (signs.images() < FEWEST_IMAGES) {
            return new Answer(null, "fewer than " + FEWEST_IMAGES + " images");
        }
        if (fit.leverage(signs) > farthest) {
            return new Answer(null, "the images differ in a way that the version has not learned from");
        }
        double accuracy = fit.accuracy(signs);
        double ofDrift = factor * scale(accuracy, heldOut);
        double ofSampling = DEVIATIONS * Math.sqrt(accuracy * (1 - accuracy) / signs.images());
        return new Answer(EstimateSums.Estimate.of(accuracy, FastMath.hypot(ofDrift, ofSampling)), null);
    }

    /** Adds all numbers, for {@link #from}. */
    public void addTo(NamedTensors tensors) {
        tensors.putVector(NAME, toArray());
    }

    /** @return null if the tensors have none */
    public static @Nullable LearnedAccuracy from(NamedTensors tensors) {
        return tensors.contains(NAME) ? fromArray(tensors.values(NAME, size())) : null;
    }

    double[] toArray() {
        double[] first = {heldOut, factor, farthest};
        double[] rest = fit.toArray();
        double[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    /** Length of {@link #toArray}. */
    static int size() {
        return 3 + LinearFit.size();
    }

    /** Reads what {@link #toArray} returned. */
    static LearnedAccuracy fromArray(double[] numbers) {
        return new LearnedAccuracy(
                numbers[0],
                numbers[1],
                numbers[2],
                LinearFit.fromArray(Arrays.copyOfRange(numbers, 3, numbers.length)));
    }

    /**
     * A linear regression of the logit of accuracy.
     *
     * @param center subtracted from each figure
     * @param scale what each figure is then divided by
     * @param weights of the constant and of each figure
     * @param inverse inverse of the matrix of the normal equations, row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record LinearFit(double[] center, double[] scale, double[] weights, double[] inverse) {
        double accuracy(WindowSigns signs) {
            double[] terms = terms(signs);
            double sum = 0;
            for (int i = 0; i < TERMS; i++) {
                sum += weights[i] * terms[i];
            }
            return 1 / (1 + FastMath.exp(-sum));
        }

        /** How far a window is from those of the regression (Hoaglin and Welsch 1978, "The hat matrix", equation 2.1). */
        double leverage(WindowSigns signs) {
            double[] terms = terms(signs);
            double sum = 0;
            for (int i = 0; i < TERMS; i++) {
                for (int j = 0; j < TERMS; j++) {
                    sum += terms[i] * inverse[i * TERMS + j] * terms[j];
                }
            }
            return sum;
        }

        /** A constant, then the figures in their units. */
        double[] terms(WindowSigns signs) {
            double[] values = signs.values();
            double[] terms = new double[TERMS];
            terms[0] = 1;
            for (int i = 0; i < values.length; i++) {
                terms[i + 1] = (values[i] - center[i]) / scale[i];
            }
            return terms;
        }

        static int size() {
            return 2 * WindowSigns.SIZE + TERMS + TERMS * TERMS;
        }

        double[] toArray() {
            double[] all = new double[size()];
            int at = 0;
            for (double[] part : new double[][] {center, scale, weights, inverse}) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        }

        static LinearFit fromArray(double[] numbers) {
            if (numbers.length != size()) {
                throw new IllegalArgumentException("a fit of " + size() + " numbers has " + numbers.length);
            }
            int scale = WindowSigns.SIZE;
            int weights = 2 * WindowSigns.SIZE;
            int inverse = weights + TERMS;
            return new LinearFit(
                    Arrays.copyOf(numbers, scale),
                    Arrays.copyOfRange(numbers, scale, weights),
                    Arrays.copyOfRange(numbers, weights, inverse),
                    Arrays.copyOfRange(numbers, inverse, numbers.length));
        }
    }
}

package dev.pentimento.statistics.drift.measures;

import dev.pentimento.statistics.drift.scores.Projections;
import java.util.Arrays;
import java.util.Random;

/**
 * Random Fourier features of the Gaussian kernel exp(−|x − y|² / 2σ²) (Rahimi and Recht 2007): the cosines and sines of
 * random projections. On average, their inner product equals the kernel, so the maximum mean discrepancy needs only
 * their sums, which can be merged. Because cosine² + sine² = 1, the terms that an unbiased estimate leaves out are
 * known in advance.
 *
 * @param projections by whitened component, then frequency
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RandomFeatures(float[][] projections) {
    private static final int FREQUENCIES = 64;
    private static final int LAST_POWER = 16;

    /**
     * @param variances variances of the components
     * @param bandwidth σ, in the embedding's units
     */
    static RandomFeatures draw(double[] variances, double bandwidth, long seed) {
        Random random = new Random(seed);
        float[][] projections = new float[variances.length][FREQUENCIES];
        for (int j = 0; j < variances.length; j++) {
            for (int f = 0; f < FREQUENCIES; f++) {
                projections[j][f] = (float) (random.nextGaussian() * Math.sqrt(variances[j]) / bandwidth);
            }
        }
        return new RandomFeatures(projections);
    }

    /** Cosines and sines. */
    int size() {
        return projections.length == 0 ? 0 : 2 * projections[0].length;
    }

    /** Adds one image's features, in units of {@code 1 / unit}. */
    void add(float[] whitened, double unit, long[] sums, int at) {
        int frequencies = size() / 2;
        float[] phases = new float[frequencies];
        Projections.multiply(whitened, projections, phases);
        double[] cosines = new double[frequencies];
        double[] sines = new double[frequencies];
        cosinesAndSines(phases, cosines, sines);
        for (int f = 0; f < frequencies; f++) {
            sums[at + f] += (long) (cosines[f] * unit);
            sums[at + frequencies + f] += (long) (sines[f] * unit);
        }
    }

    /**
     * Taylor series to the 17th power, with an error below 2·10⁻⁷. Library functions take far longer: the compiler
     * turns these loops into vector instructions. They give the same bits on all machines.
     */
    static void cosinesAndSines(float[] phases, double[] cosines, double[] sines) {
        double[] angles = new double[phases.length];
        double[] squares = new double[phases.length];
        for (int f = 0; f < phases.length; f++) {
            angles[f] = phases[f] - 2 * Math.PI * Math.rint(phases[f] * (1 / (2 * Math.PI)));
            squares[f] = angles[f] * angles[f];
        }
        Arrays.fill(cosines, 1);
        Arrays.fill(sines, 1);
        for (int power = LAST_POWER; power > 0; power -= 2) {
            double even = 1.0 / (power * (power - 1));
            double odd = 1.0 / (power * (power + 1));
            for (int f = 0; f < phases.length; f++) {
                cosines[f] = 1 - squares[f] * even * cosines[f];
                sines[f] = 1 - squares[f] * odd * sines[f];
            }
        }
        for (int f = 0; f < phases.length; f++) {
            sines[f] *= angles[f];
        }
    }

    /** Mean kernel value of two different images among n, from the sums of their features. */
    static double within(double[] sums, double n) {
        double square = 0;
        for (double sum : sums) {
            square += sum * sum;
        }
        int frequencies = sums.length / 2;
        return n < 2 || frequencies == 0 ? 0 : (square / frequencies - n) / (n * (n - 1));
    }

    /**
     * Unbiased estimate of the squared maximum mean discrepancy (Gretton et al. 2012, equation 3), which may be
     * negative.
     *
     * @param sums sums of the features of n images
     * @param expected mean features of the reference
     * @param expectedWithin mean kernel value of two images of the reference
     */
    static double discrepancy(double[] sums, double n, double[] expected, double expectedWithin) {
        double between = 0;
        for (int i = 0; i < sums.length; i++) {
            between += sums[i] / n * expected[i];
        }
        return n < 2 || sums.length == 0 ? 0 : within(sums, n) + expectedWithin - 2 * between / (sums.length / 2.0);
    }
}

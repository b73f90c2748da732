package dev.pentimento.statistics.drift;

import java.util.Random;
import org.hipparchus.util.FastMath;
import org.hipparchus.util.SinCos;

/**
 * Random Fourier features of the Gaussian kernel exp(−|x − y|² / 2σ²) (Rahimi and Recht 2007): the cosines and sines of
 * random projections. Their inner product is the kernel on average, so the maximum mean discrepancy needs only their
 * sums, which merge; cosine² + sine² = 1 makes the terms that an unbiased estimate leaves out known beforehand.
 *
 * @param projections by whitened component, then frequency
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RandomFeatures(float[][] projections) {
    private static final int FREQUENCIES = 64;

    /**
     * @param variances of the components
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
        for (int f = 0; f < frequencies; f++) {
            SinCos both = FastMath.sinCos(phases[f]);
            sums[at + f] += (long) (both.cos() * unit);
            sums[at + frequencies + f] += (long) (both.sin() * unit);
        }
    }

    /** Mean kernel of two different ones among n images, from the sums of their features. */
    static double within(double[] sums, double n) {
        double square = 0;
        for (double sum : sums) {
            square += sum * sum;
        }
        int frequencies = sums.length / 2;
        return n < 2 || frequencies == 0 ? 0 : (square / frequencies - n) / (n * (n - 1));
    }

    /**
     * Unbiased estimate of the squared maximum mean discrepancy (Gretton et al. 2012, equation 3), which may be below 0.
     *
     * @param sums of the features of n images
     * @param expected mean features of the reference
     * @param expectedWithin mean kernel of two images of the reference
     */
    static double discrepancy(double[] sums, double n, double[] expected, double expectedWithin) {
        double between = 0;
        for (int i = 0; i < sums.length; i++) {
            between += sums[i] / n * expected[i];
        }
        return n < 2 || sums.length == 0 ? 0 : within(sums, n) + expectedWithin - 2 * between / (sums.length / 2.0);
    }
}

package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFeaturesTest {
    private static final double UNIT = 1L << 30;
    private static final double[] VARIANCES = {4, 1, .25};

    private static double[] sums(RandomFeatures features, float[][] images) {
        long[] sums = new long[features.size()];
        for (float[] image : images) {
            features.add(image, UNIT, sums, 0);
        }
        double[] real = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            real[i] = sums[i] / UNIT;
        }
        return real;
    }

    private static float[][] images(Random random, int n, double shift) {
        float[][] images = new float[n][3];
        for (float[] image : images) {
            for (int i = 0; i < 3; i++) {
                image[i] = (float) (random.nextGaussian() + shift);
            }
        }
        return images;
    }

    private static double kernel(RandomFeatures features, float[] a, float[] b) {
        double[] one = sums(features, new float[][] {a});
        double[] other = sums(features, new float[][] {b});
        double inner = 0;
        for (int i = 0; i < one.length; i++) {
            inner += one[i] * other[i];
        }
        return inner / (features.size() / 2.0);
    }

    /** Rahimi and Recht 2007: within O(1/√frequencies); over 40 draws the mean error shrinks accordingly. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5})
    void innerProductsAreTheGaussianKernelOnAverage(double bandwidth) {
        float[] a = {.5f, -1, 2};
        float[] b = {-.2f, .3f, 1};
        double square = 0;
        for (int i = 0; i < 3; i++) {
            square += VARIANCES[i] * (a[i] - b[i]) * (a[i] - b[i]);
        }
        double mean = 0;
        for (int seed = 0; seed < 40; seed++) {
            mean += kernel(RandomFeatures.draw(VARIANCES, bandwidth, seed), a, b) / 40;
        }
        assertThat(mean).isCloseTo(Math.exp(-square / (2 * bandwidth * bandwidth)), within(.06));
    }

    @Test
    void anImageIsAsLikeItselfAsItGets() {
        RandomFeatures features = RandomFeatures.draw(VARIANCES, 2, 1);
        float[] image = {1, 2, 3};
        assertThat(kernel(features, image, image)).isCloseTo(1, within(1e-5));
        assertThat(features.size()).isEqualTo(128);
    }

    @Test
    void theMeanKernelOfDifferentImagesIsThatOfAllPairs() {
        RandomFeatures features = RandomFeatures.draw(VARIANCES, 2, 3);
        float[][] images = images(new Random(4), 7, 0);
        double pairs = 0;
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                pairs += i == j ? 0 : kernel(features, images[i], images[j]) / (7 * 6);
            }
        }
        assertThat(RandomFeatures.within(sums(features, images), 7)).isCloseTo(pairs, within(1e-5));
    }

    /** Gretton et al. 2012, lemma 6: the estimate is unbiased, so without drift its mean is 0. */
    @Test
    void withoutDriftTheDiscrepancyIsAboutNothingAndMayBeBelow() {
        RandomFeatures features = RandomFeatures.draw(VARIANCES, 2, 5);
        Random random = new Random(6);
        double sum = 0;
        int below = 0;
        for (int run = 0; run < 200; run++) {
            double discrepancy = discrepancy(features, images(random, 50, 0), images(random, 50, 0));
            sum += discrepancy / 200;
            below += discrepancy < 0 ? 1 : 0;
        }
        assertThat(sum).isCloseTo(0, within(.002));
        assertThat(below).isBetween(60, 160);
        assertThat(discrepancy(features, images(random, 50, 1), images(random, 50, 0)))
                .isGreaterThan(.05);
    }

    private static double discrepancy(RandomFeatures features, float[][] window, float[][] reference) {
        double[] expected = sums(features, reference);
        double within = RandomFeatures.within(expected, reference.length);
        for (int i = 0; i < expected.length; i++) {
            expected[i] /= reference.length;
        }
        return RandomFeatures.discrepancy(sums(features, window), window.length, expected, within);
    }

    @Test
    void oneImageHasNoPairs() {
        RandomFeatures features = RandomFeatures.draw(VARIANCES, 2, 5);
        double[] sums = sums(features, images(new Random(1), 1, 0));
        assertThat(RandomFeatures.within(sums, 1)).isZero();
        assertThat(RandomFeatures.discrepancy(sums, 1, new double[sums.length], 1))
                .isZero();
        assertThat(new RandomFeatures(new float[0][0]).size()).isZero();
    }

    @Test
    void theSameSeedDrawsTheSameFeatures() {
        assertThat(RandomFeatures.draw(VARIANCES, 2, 9).projections())
                .isDeepEqualTo(RandomFeatures.draw(VARIANCES, 2, 9).projections());
    }
}

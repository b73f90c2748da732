package dev.pentimento.statistics.drift.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.tensors.Floats;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatisticBinsTest {
    private static float[] drawn(long seed, int n) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static int bin(double[] edges, double value) {
        int bin = 0;
        for (double edge : edges) {
            bin += value > edge ? 1 : 0;
        }
        return bin;
    }

    @Test
    void tiedScoresFallTogetherWithTheirEdge() {
        float[] values = new float[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 4 == 0 ? 1 : 0;
        }
        OrderStatisticBins bins = OrderStatisticBins.of(values);
        assertThat(bins.edges()[0]).isZero();
        assertThat(bins.edges()[1]).isInfinite();
        assertThat(Arrays.copyOf(bins.weights(), 3)).containsExactly(750, 251, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 13, 14, 99, 100, 1_000, 4_001})
    void weightsSumToOneMoreThanTheValues(int n) {
        OrderStatisticBins bins = OrderStatisticBins.of(drawn(1, n));
        assertThat(Arrays.stream(bins.weights()).sum()).isEqualTo(n + 1);
        assertThat(bins.weights()).hasSize(14);
        assertThat(Arrays.stream(bins.weights())).allMatch(weight -> weight >= 0);
        assertThat(bins.edges()).hasSize(13).isSorted();
    }

    /** Of n + 1 exchangeable values, each is the new one equally often: no distribution is assumed. */
    @ParameterizedTest
    @ValueSource(ints = {20, 57, 200})
    void aNewValueFallsIntoABinExactlyAsOftenAsItsWeightSays(int n) {
        float[] all = drawn(2, n + 1);
        double[] found = new double[14];
        double[] expected = new double[14];
        for (int left = 0; left <= n; left++) {
            float[] others = new float[n];
            System.arraycopy(all, 0, others, 0, left);
            System.arraycopy(all, left + 1, others, left, n - left);
            OrderStatisticBins bins = OrderStatisticBins.of(others);
            found[bin(bins.edges(), all[left])]++;
            expected = bins.weights();
        }
        assertThat(found).containsExactly(expected, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void withTiesWeightsAreTheCountsOfTheValues(long seed) {
        Random random = new Random(seed);
        float[] values = new float[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(9);
        }
        OrderStatisticBins bins = OrderStatisticBins.of(values);
        double[] counts = new double[14];
        for (float value : values) {
            counts[bin(bins.edges(), value)]++;
        }
        int last = 0;
        for (int b = 0; b < 14; b++) {
            last = bins.weights()[b] > 0 ? b : last;
        }
        counts[last]++;
        assertThat(bins.weights()).containsExactly(counts);
    }

    @Test
    void valuesThatAreAllTheSameFillOneBin() {
        OrderStatisticBins bins = OrderStatisticBins.of(new float[50]);
        assertThat(bins.weights()[0]).isEqualTo(51);
        assertThat(bins.edges()).containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void edgesKeepTheirBitsAsFloats() {
        OrderStatisticBins bins = OrderStatisticBins.of(drawn(5, 500));
        float[] edges = Floats.of(bins.edges());
        for (int i = 0; i < edges.length; i++) {
            assertThat((double) edges[i]).isEqualTo(bins.edges()[i]);
        }
    }

    @Test
    void theValuesGivenStayInTheirOrder() {
        float[] values = {3, 1, 2};
        OrderStatisticBins.of(values);
        assertThat(values).containsExactly(3, 1, 2);
    }
}

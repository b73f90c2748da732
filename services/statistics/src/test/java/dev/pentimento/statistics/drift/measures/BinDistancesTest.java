package dev.pentimento.statistics.drift.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinDistancesTest {
    private static final double[] SHARES = {.1, .2, .3, .4};

    private static long[] longs(double[] values) {
        return Arrays.stream(values).mapToLong(each -> (long) each).toArray();
    }

    @Test
    void kolmogorovSmirnovIsThatOfScipyWhereBinsKeepTheValuesApart() {
        double[][] golden = GoldenValues.of("ks").get(0);
        assertThat(BinDistances.kolmogorovSmirnov(longs(golden[0]), golden[1])).isCloseTo(golden[2][0], within(1e-12));
    }

    @Test
    void countsInTheExpectedSharesAreAtNoDistance() {
        long[] counts = {100, 200, 300, 400};
        assertThat(BinDistances.totalVariation(counts, SHARES)).isCloseTo(0, within(1e-12));
        assertThat(BinDistances.kolmogorovSmirnov(counts, SHARES)).isCloseTo(0, within(1e-12));
        assertThat(BinDistances.stabilityIndex(counts, SHARES)).isCloseTo(0, within(1e-4));
    }

    @Test
    void everythingInTheRarestBinIsAsFarAsItGets() {
        long[] counts = {50, 0, 0, 0};
        assertThat(BinDistances.totalVariation(counts, SHARES)).isCloseTo(.9, within(1e-12));
        assertThat(BinDistances.kolmogorovSmirnov(counts, SHARES)).isCloseTo(.9, within(1e-12));
        assertThat(BinDistances.stabilityIndex(counts, SHARES)).isGreaterThan(2);
    }

    @Test
    void totalVariationIgnoresTheOrderOfBinsAndKolmogorovSmirnovDoesNot() {
        double[] even = {.25, .25, .25, .25};
        long[] apart = {40, 10, 40, 10};
        long[] together = {40, 40, 10, 10};
        assertThat(BinDistances.totalVariation(apart, even))
                .isCloseTo(BinDistances.totalVariation(together, even), within(1e-12))
                .isCloseTo(.3, within(1e-12));
        assertThat(BinDistances.kolmogorovSmirnov(apart, even)).isCloseTo(.15, within(1e-12));
        assertThat(BinDistances.kolmogorovSmirnov(together, even)).isCloseTo(.3, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void kolmogorovSmirnovIsNeverLargerThanTotalVariation(long seed) {
        Random random = new Random(seed);
        double[] shares = random.doubles(14, .01, 1).toArray();
        double sum = Arrays.stream(shares).sum();
        double[] normalized = Arrays.stream(shares).map(each -> each / sum).toArray();
        long[] counts = random.longs(14, 0, 30).toArray();
        double variation = BinDistances.totalVariation(counts, normalized);
        assertThat(BinDistances.kolmogorovSmirnov(counts, normalized)).isBetween(0.0, variation + 1e-12);
        assertThat(variation).isBetween(0.0, 1.0);
        assertThat(BinDistances.stabilityIndex(counts, normalized)).isPositive();
    }

    /** (0.5 − 0.25) ln(0.5 / 0.25) + (0.5 − 0.75) ln(0.5 / 0.75), up to the half image in each bin. */
    @Test
    void theStabilityIndexOfManyImagesIsTheTextbooks() {
        double expected = .25 * Math.log(2) + -.25 * Math.log(.5 / .75);
        assertThat(BinDistances.stabilityIndex(new long[] {1_000_000, 1_000_000}, new double[] {.25, .75}))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void aBinThatIsNeverExpectedDoesNotMakeTheStabilityIndexInfinite() {
        assertThat(BinDistances.stabilityIndex(new long[] {5, 5, 3}, new double[] {.5, .5, 0}))
                .isFinite();
    }
}

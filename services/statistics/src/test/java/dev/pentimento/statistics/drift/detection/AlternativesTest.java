package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlternativesTest {
    private record Case(Alternatives alternatives, double[] p) {}

    static List<Case> cases() {
        Random random = new Random(4);
        return List.of(
                new Case(new Alternatives.Tilts(), distribution(random, 14)),
                new Case(new Alternatives.Tilts(), distribution(random, 2)),
                new Case(new Alternatives.Tilts(), new double[] {.2, 0, .3, 0, .5}),
                new Case(new Alternatives.TripledOdds(10), distribution(random, 10)),
                new Case(new Alternatives.TripledOdds(1), new double[] {1}));
    }

    private static double[] distribution(Random random, int bins) {
        double[] p = random.doubles(bins, .1, 1).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(each -> each / sum).toArray();
    }

    private static double[] ratios(Case given, double[] counts) {
        double[] result = new double[given.alternatives.size()];
        given.alternatives.logRatios(given.p, counts, Arrays.stream(counts).sum(), result);
        return result;
    }

    private static double[] one(int bins, int bin) {
        double[] counts = new double[bins];
        counts[bin] = 1;
        return counts;
    }

    /** Else it would not be fair: under the reference, one image multiplies each bet's wealth by 1 on average. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyBetIsADistribution(Case given) {
        double[] sums = new double[given.alternatives.size()];
        for (int b = 0; b < given.p.length; b++) {
            double[] ratio = ratios(given, one(given.p.length, b));
            for (int j = 0; j < sums.length; j++) {
                sums[j] += given.p[b] * Math.exp(ratio[j]);
            }
        }
        assertThat(sums).isNotEmpty();
        for (double sum : sums) {
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void severalImagesGainTheSumOfWhatEachGains(Case given) {
        double[] counts = new double[given.p.length];
        double[] expected = new double[given.alternatives.size()];
        for (int b = 0; b < counts.length; b++) {
            counts[b] = given.p[b] > 0 ? b + .5 : 0;
            double[] ratio = ratios(given, one(counts.length, b));
            for (int j = 0; j < expected.length; j++) {
                expected[j] += counts[b] * ratio[j];
            }
        }
        assertThat(ratios(given, counts)).containsExactly(expected, within(1e-9));
    }

    @Test
    void tiltsComeInPairsOfOppositeDirections() {
        double[] p = {.25, .25, .25, .25};
        Case given = new Case(new Alternatives.Tilts(), p);
        double[] low = ratios(given, one(4, 0));
        double[] high = ratios(given, one(4, 3));
        for (int strength = 0; strength < 3; strength++) {
            assertThat(low[4 * strength]).as("tilted up").isNegative().isCloseTo(high[4 * strength + 1], within(1e-12));
            assertThat(low[4 * strength + 1]).as("tilted down").isPositive();
            assertThat(low[4 * strength + 2]).as("tilted outwards").isPositive();
            assertThat(high[4 * strength + 3]).as("tilted inwards").isNegative();
        }
        assertThat(low[8]).as("a stronger tilt loses more").isLessThan(low[4]);
    }

    @Test
    void eachClassHasABetOnThreeTimesItsOdds() {
        double[] p = {.2, .8};
        Case given = new Case(new Alternatives.TripledOdds(2), p);
        double rare = p[0] * Math.exp(ratios(given, one(2, 0))[0]);
        assertThat(rare / (1 - rare)).isCloseTo(3 * .2 / .8, within(1e-12));
        assertThat(given.alternatives.size()).isEqualTo(2);
    }
}

package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scipy's optimiser ({@code src/test/python/rate_sequence_golden.py}), and by what it promises. */
class RateSequenceTest {
    static List<String> cases() throws IOException {
        try (var in = Objects.requireNonNull(RateSequenceTest.class.getResourceAsStream("/rate-sequence-golden.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsAreThoseOfAnotherOptimiser(String line) {
        String[] parts = line.split("\\|");
        String[] ends = parts[3].strip().split(" ");

        Interval found = RateSequence.of(numbers(parts[0]), numbers(parts[1]), Double.parseDouble(parts[2]));

        assertThat(found.lower()).isCloseTo(Double.parseDouble(ends[0]), within(2e-5));
        assertThat(found.upper()).isCloseTo(Double.parseDouble(ends[1]), within(2e-5));
    }

    private static long[] numbers(String text) {
        return Arrays.stream(text.strip().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void whoLooksAgainAndAgainIsMisledNoMoreOftenThanPromised() {
        SplittableRandom random = new SplittableRandom(17);
        double[] rates = {0.95, 0.8, 0.6};
        double truth = Arrays.stream(rates).average().orElseThrow();
        int runs = 400;
        int misled = 0;
        for (int run = 0; run < runs; run++) {
            misled += everMisses(rates, truth, random.split()) ? 1 : 0;
        }
        // 5 % promised; at exactly that, 35 of 400 has a probability below 0.001.
        assertThat(misled).isLessThan(35);
    }

    private static boolean everMisses(double[] rates, double truth, SplittableRandom random) {
        long[] right = new long[rates.length];
        long[] seen = new long[rates.length];
        for (int label = 0; label < 250; label++) {
            int c = random.nextInt(rates.length);
            seen[c]++;
            right[c] += random.nextDouble() < rates[c] ? 1 : 0;
            if (label < 20 || label % 5 != 0) {
                continue; // a class that has not occurred does not count yet
            }
            Interval interval = RateSequence.of(right, seen, 0.05);
            if (interval.lower() > truth || interval.upper() < truth) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nothingTriedSaysNothing() {
        assertThat(RateSequence.of(new long[3], new long[3], 0.05)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> RateSequence.of(3, 2, 0.05)).hasMessage("3 successes of 2 trials");
        assertThatThrownBy(() -> RateSequence.of(1, 2, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}

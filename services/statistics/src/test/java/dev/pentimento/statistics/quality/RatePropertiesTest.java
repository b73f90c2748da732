package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.quality.RateSequence.Interval;
import org.hipparchus.special.Beta;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatePropertiesTest {
    /** The ends of one rate are where the mixture's likelihood ratio is 1/α. */
    @ParameterizedTest
    @CsvSource({"3, 10, 0.05", "50, 60, 0.01", "999, 1000, 0.05", "500, 1000, 0.2"})
    void atBothEndsTheEvidenceIsJustUsedUp(long successes, long trials, double level) {
        Interval interval = RateSequence.of(successes, trials, level);
        for (double rate : new double[] {interval.lower(), interval.upper()}) {
            double mixture = Beta.logBeta(.5 + successes, .5 + trials - successes) - Beta.logBeta(.5, .5);
            double likelihood = successes * Math.log(rate) + (trials - successes) * Math.log1p(-rate);
            assertThat(mixture - likelihood).isCloseTo(Math.log(1 / level), within(1e-4));
        }
    }

    /** Jeffreys's mixture is a probability: summed over all outcomes, each with its coefficient, it is 1. */
    @ParameterizedTest
    @CsvSource({"1", "4", "11"})
    void theMixtureIsADistributionOverOutcomes(int trials) {
        double sum = 0;
        double ways = 1;
        for (int successes = 0; successes <= trials; successes++) {
            sum += ways * Math.exp(Beta.logBeta(.5 + successes, .5 + trials - successes) - Beta.logBeta(.5, .5));
            ways = ways * (trials - successes) / (successes + 1);
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 12", "5, 12", "12, 12", "1, 1"})
    void failuresMirrorSuccesses(long successes, long trials) {
        Interval interval = RateSequence.of(successes, trials, .05);
        Interval mirrored = RateSequence.of(trials - successes, trials, .05);
        assertThat(mirrored.lower()).isCloseTo(1 - interval.upper(), within(1e-9));
        assertThat(mirrored.upper()).isCloseTo(1 - interval.lower(), within(1e-9));
    }

    @Test
    void moreTrialsAndALargerLevelNarrowTheInterval() {
        double last = 1;
        for (long trials = 10; trials <= 100_000; trials *= 10) {
            Interval interval = RateSequence.of(trials * 8 / 10, trials, .05);
            assertThat(interval.upper() - interval.lower()).isLessThan(last);
            assertThat(.8).isBetween(interval.lower(), interval.upper());
            last = interval.upper() - interval.lower();
        }
        Interval strict = RateSequence.of(80, 100, .01);
        Interval lax = RateSequence.of(80, 100, .2);
        assertThat(strict.lower()).isLessThan(lax.lower());
        assertThat(strict.upper()).isGreaterThan(lax.upper());
    }

    @Test
    void aRateThatWasNotTriedDoesNotCount() {
        assertThat(RateSequence.of(new long[] {8, 0}, new long[] {10, 0}, .05)).isEqualTo(RateSequence.of(8, 10, .05));
    }

    @Test
    void theOrderOfTheRatesDoesNotMatter() {
        Interval one = RateSequence.of(new long[] {8, 30, 2}, new long[] {10, 31, 9}, .05);
        Interval other = RateSequence.of(new long[] {2, 8, 30}, new long[] {9, 10, 31}, .05);
        assertThat(other.lower()).isCloseTo(one.lower(), within(1e-9));
        assertThat(other.upper()).isCloseTo(one.upper(), within(1e-9));
    }

    @Test
    void levelsAndLengthsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> RateSequence.of(1, 2, 1)).hasMessageContaining("level 1.0");
        assertThatThrownBy(() -> RateSequence.of(1, 2, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> RateSequence.of(new long[2], new long[1], .05)).hasMessageContaining("2 successes");
        assertThatThrownBy(() -> RateSequence.of(-1, 2, .05)).hasMessageContaining("-1 successes");
    }
}

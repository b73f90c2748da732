package dev.pentimento.statistics.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedBetsTest {
    /** Every outcome of n images with its probability: the bet is fair exactly at the mean that it bets against. */
    @ParameterizedTest
    @CsvSource({"1, 0.2, 0.2", "3, 0.1, 0.1", "8, 0.3, 0.1", "12, 0.02, 0.05", "5, 0.5, 0.5"})
    void atTheMeanThatIsBetAgainstWealthStaysOneOnAverage(int n, double helped, double hurt) {
        double mean = helped - hurt;
        double wealth = 0;
        for (int up = 0; up <= n; up++) {
            for (int down = 0; up + down <= n; down++) {
                wealth += probability(n, up, down, helped, hurt)
                        * Math.exp(PairedBets.logEvidenceAbove(n, up, down, mean));
            }
        }
        assertThat(wealth).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.4})
    void belowThatMeanWealthShrinksOnAverage(double less) {
        int n = 6;
        double wealth = 0;
        for (int up = 0; up <= n; up++) {
            for (int down = 0; up + down <= n; down++) {
                wealth +=
                        probability(n, up, down, .1, .1 + less) * Math.exp(PairedBets.logEvidenceAbove(n, up, down, 0));
            }
        }
        assertThat(wealth).isLessThan(1);
    }

    private static double probability(int n, int up, int down, double helped, double hurt) {
        double ways = 1;
        for (int i = 0; i < up; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        for (int i = 0; i < down; i++) {
            ways = ways * (n - up - i) / (i + 1);
        }
        return ways * Math.pow(helped, up) * Math.pow(hurt, down) * Math.pow(1 - helped - hurt, n - up - down);
    }

    @Test
    void withoutAnImageThereIsNoEvidence() {
        assertThat(PairedBets.logEvidenceAbove(0, 0, 0, 0)).isCloseTo(0, within(1e-12));
        assertThat(PairedBets.logEvidenceBelow(0, 0, 0, .3)).isCloseTo(0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"100, 30, 10, 0", "1000, 5, 9, 0.01", "50, 0, 50, -0.2"})
    void belowIsAboveWithTheArmsExchanged(long n, long helped, long hurt, double mean) {
        assertThat(PairedBets.logEvidenceBelow(n, helped, hurt, mean))
                .isEqualTo(PairedBets.logEvidenceAbove(n, hurt, helped, -mean));
    }

    @Test
    void evidenceAboveFallsAsTheMeanRises() {
        double last = Double.POSITIVE_INFINITY;
        for (double mean = -.9; mean < .9; mean += .1) {
            double evidence = PairedBets.logEvidenceAbove(200, 60, 20, mean);
            assertThat(evidence).isLessThan(last);
            last = evidence;
        }
    }

    @Test
    void imagesOnWhichBothArmsAgreeSayNothingAboutZero() {
        assertThat(PairedBets.logEvidenceAbove(10_000, 30, 10, 0))
                .isCloseTo(PairedBets.logEvidenceAbove(40, 30, 10, 0), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"100, 12, 8", "1000, 60, 40", "400, 9, 3"})
    void theForecastIsTheFirstMultipleWithEnoughEvidence(long n, long helped, long hurt) {
        double needed = Math.log(40);
        double multiple = PairedBets.multipleNeeded(n, helped, hurt, 0, needed, 1e8);
        assertThat(PairedBets.logEvidenceAbove(n * multiple, helped * multiple, hurt * multiple, 0))
                .isGreaterThanOrEqualTo(needed);
        double less = multiple - 1.0 / n;
        assertThat(PairedBets.logEvidenceAbove(n * less, helped * less, hurt * less, 0))
                .isLessThan(needed);
    }

    @Test
    void whatIsDecidedNeedsNoMoreAndWhatIsEvenNeverHasEnough() {
        assertThat(PairedBets.multipleNeeded(100, 60, 5, 0, Math.log(40), 1e8)).isEqualTo(1);
        assertThat(PairedBets.multipleNeeded(100, 10, 10, 0, Math.log(40), 1e6)).isInfinite();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "0.05, true", "0.0500001, false", "1, false"})
    void verdictsAreHeldBackWhileTheLabelledImagesAreUnlikeAllImages(double distance, boolean allowed) {
        assertThat(LabelGuard.allows(distance)).isEqualTo(allowed);
    }
}

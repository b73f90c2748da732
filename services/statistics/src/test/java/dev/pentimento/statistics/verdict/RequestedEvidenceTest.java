package dev.pentimento.statistics.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.quality.RateSequence.Interval;
import dev.pentimento.statistics.verdict.Verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestedEvidenceTest {
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);

    /** All results of n answers, with their probabilities: at the true difference, wealth stays one on average. */
    @ParameterizedTest
    @CsvSource({"0.2, 0.05, 0.02", "0.05, 0.05, 0.1", "0.01, 0.3, 0.1", "0.6, 0.05, 0.05"})
    void atTheTrueDifferenceWealthStaysOneOnAverage(double helped, double hurt, double ties) {
        double flipWeight = 1 / 8.0;
        double other = (1 - helped - hurt - ties) * flipWeight;
        double all = helped + hurt + ties + other;
        double[] chances = {helped / all, hurt / all, ties / all, other / all};
        int n = 6;
        double wealth = 0;
        for (int a = 0; a <= n; a++) {
            for (int b = 0; a + b <= n; b++) {
                for (int c = 0; a + b + c <= n; c++) {
                    int d = n - a - b - c;
                    PairedLevel level = new PairedLevel(flipWeight, a, b, c, d);
                    wealth += multinomial(new int[] {a, b, c, d}, chances)
                            * Math.exp(PairedBets.logEvidenceAbove(List.of(level), helped - hurt));
                }
            }
        }
        assertThat(wealth).isCloseTo(1, within(1e-9));
    }

    @Test
    void atTheTrueShareWealthStaysOneOnAverage() {
        double flipWeight = 1 / 4.0;
        double[] shares = {0.06, 0.04, 0.8, 0.1};
        double all = 0.1 + 0.9 * flipWeight;
        double[] chances = {0.06 / all, 0.04 / all, 0.8 * flipWeight / all, 0.1 * flipWeight / all};
        int n = 6;
        double wealth = 0;
        for (int a = 0; a <= n; a++) {
            for (int b = 0; a + b <= n; b++) {
                for (int c = 0; a + b + c <= n; c++) {
                    int d = n - a - b - c;
                    wealth += multinomial(new int[] {a, b, c, d}, chances)
                            * Math.exp(WeightedRate.logEvidenceAbove(
                                    List.of(new WeightedRate.Level(flipWeight, a, b, c, d)), shares[0] + shares[2]));
                }
            }
        }
        assertThat(wealth).isCloseTo(1, within(1e-9));
    }

    private static double multinomial(int[] counts, double[] chances) {
        double ways = 1;
        int n = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 1; j <= counts[i]; j++) {
                ways = ways * ++n / j;
            }
            ways *= Math.pow(chances[i], counts[i]);
        }
        return ways;
    }

    @Test
    void forAVerdictOnTheSignTheWeightOfFlipsDoesNotMatter() {
        PairedEvidence requested = new PairedEvidence(List.of(new PairedLevel(1 / 64.0, 60, 25, 15, 100)), 0.01);

        assertThat(requested.logAbove(0)).isCloseTo(PairedBets.logEvidenceAbove(85, 60, 25, 0), within(1e-9));
    }

    @Test
    void eitherKindDecidesWithHalfOfTheErrorProbability() {
        VerdictRule half = RULE.ofTwo();
        Verdict none = half.judge(PairedEvidence.unrequested(0, 0, 0));
        Verdict helps = half.judge(PairedEvidence.unrequested(400, 40, 8));
        Verdict hurts = half.judge(PairedEvidence.unrequested(400, 8, 40));

        assertThat(RULE.either(none, helps).outcome()).isEqualTo(Outcome.HELPS);
        assertThat(RULE.either(none, helps).logEvidenceHelps())
                .isCloseTo(helps.logEvidenceHelps() - Math.log(2), within(1e-12));
        assertThat(RULE.either(none, helps).lower()).isEqualTo(helps.lower());
        assertThat(RULE.either(hurts, helps).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(RULE.either(hurts, helps).lower())
                .isGreaterThan(RULE.either(hurts, helps).upper());
    }

    @Test
    void theIntervalOfAWeightedShareHoldsItsEstimate() {
        Interval interval = WeightedRate.of(List.of(new WeightedRate.Level(1 / 8.0, 60, 40, 90, 10)), 0.05);

        assertThat((60 / 8.0 + 90) / (100 / 8.0 + 100)).isBetween(interval.lower(), interval.upper());
    }

    /** A short part of {@link LabelRequestsHarness}. */
    @Test
    void requestsSaveLabelsAndKeepThePromises() {
        assertThat(new RequestRuns(1).labelsUntilHelps(0.1, 0.03, 60)).isLessThan(0.35);
        assertThat(new RequestRuns(2).falseVerdicts(0.1, 10_000, 100)).isLessThanOrEqualTo(0.05);
        RequestRuns.Figures figures = new RequestRuns(3).figures(8_000, 40);
        assertThat(figures.width()).isLessThan(1.3);
        assertThat(figures.covered()).isGreaterThanOrEqualTo(0.9);
        assertThat(List.of(figures.accuracy(), figures.balanced(), figures.overconfidence(), figures.difference()))
                .allSatisfy(bias -> assertThat(bias.standardErrors()).isBetween(-3.0, 3.0));
    }
}

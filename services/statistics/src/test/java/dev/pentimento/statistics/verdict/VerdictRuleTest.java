package dev.pentimento.statistics.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.verdict.Verdict.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictRuleTest {
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);

    static List<String> golden() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(VerdictRuleTest.class.getResourceAsStream("/verdict-golden.txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void verdictsAreThoseOfAnIndependentImplementation(String line) {
        String[] words = line.split(" ");
        VerdictRule rule = new VerdictRule(Double.parseDouble(words[0]), Double.parseDouble(words[1]));

        Verdict verdict = rule.judge(Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));

        assertThat(verdict.outcome()).isEqualTo(Outcome.valueOf(words[5]));
        assertThat(verdict.difference()).isCloseTo(Double.parseDouble(words[6]), within(1e-12));
        assertThat(verdict.lower()).isCloseTo(Double.parseDouble(words[7]), within(1e-8));
        assertThat(verdict.upper()).isCloseTo(Double.parseDouble(words[8]), within(1e-8));
        assertThat(verdict.logEvidenceHelps()).isCloseTo(Double.parseDouble(words[9]), within(1e-6));
        assertThat(verdict.logEvidenceHurts()).isCloseTo(Double.parseDouble(words[10]), within(1e-6));
        long needed = Long.parseLong(words[11]);
        if (needed < 0) {
            assertThat(verdict.labelsNeeded()).isEmpty();
        } else {
            assertThat((double) verdict.labelsNeeded().orElseThrow()).isCloseTo(needed, within(1.0));
        }
    }

    /** Neither helps: a reader who looks after every label sees another verdict in at most 5 % of the runs. */
    @ParameterizedTest
    @CsvSource({"0.02, 1", "0.1, 2", "0.3, 3"})
    void watchingAfterEveryLabelDeceivesRarely(double discordance, long seed) {
        Random random = new Random(seed);
        int runs = 300;
        int deceived = 0;
        for (int run = 0; run < runs; run++) {
            deceived += watch(random, discordance, 2_000) ? 1 : 0;
        }
        assertThat(deceived).as("false verdicts of %s, seed %s", runs, seed).isLessThanOrEqualTo((int) (0.05 * runs));
    }

    private static boolean watch(Random random, double discordance, int labels) {
        int helped = 0;
        int hurt = 0;
        for (int n = 1; n <= labels; n++) {
            if (random.nextDouble() < discordance) {
                boolean better = random.nextBoolean();
                helped += better ? 1 : 0;
                hurt += better ? 0 : 1;
                if (Math.max(
                                PairedBets.logEvidenceAbove(n, helped, hurt, 0),
                                PairedBets.logEvidenceBelow(n, helped, hurt, 0))
                        >= Math.log(2 / RULE.level())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void swappingTheArmsTurnsTheVerdictRound() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            long n = 1 + random.nextInt(20_000);
            long helped = random.nextInt((int) n + 1) / 4;
            long hurt = random.nextInt((int) n + 1) / 4;
            Verdict verdict = RULE.judge(n, helped, hurt);
            Verdict swapped = RULE.judge(n, hurt, helped);

            assertThat(swapped.lower()).isEqualTo(-verdict.upper());
            assertThat(swapped.upper()).isEqualTo(-verdict.lower());
            assertThat(swapped.logEvidenceHelps()).isEqualTo(verdict.logEvidenceHurts());
            assertThat(swapped.labelsNeeded()).isEqualTo(verdict.labelsNeeded());
            assertThat(swapped.outcome()).isEqualTo(turned(verdict.outcome()));
        }
    }

    private static Outcome turned(Outcome outcome) {
        return switch (outcome) {
            case HELPS -> Outcome.HURTS;
            case HURTS -> Outcome.HELPS;
            case EQUIVALENT, UNDECIDED -> outcome;
        };
    }

    @Test
    void theIntervalHoldsTheDifferenceAndAgreesWithTheVerdict() {
        Random random = new Random(12);
        for (int i = 0; i < 1_000; i++) {
            long n = (long) Math.exp(random.nextDouble() * 14);
            long discordant = (long) (n * random.nextDouble() * 0.3);
            long helped = (long) (discordant * (0.4 + 0.2 * random.nextDouble()));
            Verdict verdict = RULE.judge(n, helped, discordant - helped);

            assertThat(verdict.lower()).isBetween(-1.0, verdict.difference());
            assertThat(verdict.upper()).isBetween(verdict.difference(), 1.0);
            boolean above = verdict.lower() >= 0;
            boolean below = verdict.upper() <= 0;
            boolean within = verdict.lower() >= -RULE.margin() && verdict.upper() <= RULE.margin();
            assertThat(verdict.outcome()).isEqualTo(expected(n, above, below, within));
        }
    }

    private static Outcome expected(long n, boolean above, boolean below, boolean within) {
        if (n == 0) {
            return Outcome.UNDECIDED;
        }
        if (above) {
            return Outcome.HELPS;
        }
        if (below) {
            return Outcome.HURTS;
        }
        return within ? Outcome.EQUIVALENT : Outcome.UNDECIDED;
    }

    @Test
    void eachFurtherImageHelpedAddsEvidence() {
        double before = Double.NEGATIVE_INFINITY;
        for (int helped = 0; helped <= 60; helped++) {
            double evidence = RULE.judge(1_000, helped, 20).logEvidenceHelps();
            assertThat(evidence).isGreaterThan(before);
            before = evidence;
        }
    }

    @Test
    void theForecastComesTrueIfTheRatesStay() {
        Verdict verdict = RULE.judge(200, 12, 6);
        long more = verdict.labelsNeeded().orElseThrow();
        double total = 200 + more;
        assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(PairedBets.logEvidenceAbove(total, 0.06 * total, 0.03 * total, 0))
                .isGreaterThanOrEqualTo(Math.log(40));
        assertThat(PairedBets.logEvidenceAbove(total - 2, 0.06 * (total - 2), 0.03 * (total - 2), 0))
                .isLessThan(Math.log(40));
    }

    @Test
    void countsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> RULE.judge(3, 2, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RULE.judge(3, -1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VerdictRule(0, 0.01)).hasMessageContaining("level");
        assertThatThrownBy(() -> new VerdictRule(0.05, 1)).hasMessageContaining("margin");
    }
}

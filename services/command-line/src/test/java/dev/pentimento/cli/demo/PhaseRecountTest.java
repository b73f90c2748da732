package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.cli.demo.DemoReport.Phase;
import dev.pentimento.events.Opinion;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseRecountTest {
    private static final double ROUNDING = 1e-6;

    private final PhaseRecount recount = new PhaseRecount();

    /**
     * Expected values: sklearn.metrics accuracy_score, balanced_accuracy_score and f1_score(average="macro") of truth
     * a a a b b c against a a b b c c, and of the same truth against a a a b a c.
     */
    @Test
    void scoresAreThoseOfScikitLearn() {
        List<String> truth = List.of("a", "a", "a", "b", "b", "c");
        List<String> before = List.of("a", "a", "b", "b", "c", "c");
        List<String> after = List.of("a", "a", "a", "b", "a", "c");
        for (int i = 0; i < truth.size(); i++) {
            recount.image("v1");
            recount.labelled(truth.get(i), opinion(before.get(i)), opinion(after.get(i)));
        }

        assertThat(phase().original().accuracy()).isCloseTo(0.6666667, within(ROUNDING));
        assertThat(phase().original().balancedAccuracy()).isCloseTo(0.7222222, within(ROUNDING));
        assertThat(phase().original().macroF1()).isCloseTo(0.6555556, within(ROUNDING));
        assertThat(phase().corrected().accuracy()).isCloseTo(0.8333333, within(ROUNDING));
        assertThat(phase().corrected().balancedAccuracy()).isCloseTo(0.8333333, within(ROUNDING));
        assertThat(phase().corrected().macroF1()).isCloseTo(0.8412698, within(ROUNDING));
        assertThat(phase().helped()).isEqualTo(1);
        assertThat(phase().hurt()).isZero();
    }

    @Test
    void anUnlabelledImageCountsAsAnImageOnly() {
        recount.image("v1");
        recount.image("v2");

        assertThat(phase().images()).isEqualTo(2);
        assertThat(phase().labelled()).isZero();
        assertThat(phase().modelVersion()).isEqualTo("v2");
        assertThat(phase().original().accuracy()).isZero();
    }

    private Phase phase() {
        return recount.phase("clean", new VerdictRule(0.05, 0.01));
    }

    private static Opinion opinion(String label) {
        return new Opinion(label, 0.9f, List.of(0.9f, 0.1f));
    }
}

package dev.pentimento.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.Opinion;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final double ROUNDING = 1e-6;

    private final Tally tally = new Tally();

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
            tally.image("v1");
            tally.labelled(truth.get(i), opinion(before.get(i)), opinion(after.get(i)));
        }

        assertThat(tally.original().accuracy()).isCloseTo(0.6666667, within(ROUNDING));
        assertThat(tally.original().balancedAccuracy()).isCloseTo(0.7222222, within(ROUNDING));
        assertThat(tally.original().macroF1()).isCloseTo(0.6555556, within(ROUNDING));
        assertThat(tally.corrected().accuracy()).isCloseTo(0.8333333, within(ROUNDING));
        assertThat(tally.corrected().balancedAccuracy()).isCloseTo(0.8333333, within(ROUNDING));
        assertThat(tally.corrected().macroF1()).isCloseTo(0.8412698, within(ROUNDING));
        assertThat(tally.helped()).isEqualTo(1);
        assertThat(tally.hurt()).isZero();
    }

    @Test
    void anUnlabelledImageCountsAsAnImageOnly() {
        tally.image("v1");
        tally.image("v2");

        assertThat(tally.images()).isEqualTo(2);
        assertThat(tally.labelled()).isZero();
        assertThat(tally.modelVersion()).isEqualTo("v2");
        assertThat(tally.original().accuracy()).isZero();
    }

    private static Opinion opinion(String label) {
        return new Opinion(label, 0.9f, List.of(0.9f, 0.1f));
    }
}

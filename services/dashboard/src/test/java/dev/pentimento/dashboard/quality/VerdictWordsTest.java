package dev.pentimento.dashboard.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.Verdict;
import org.junit.jupiter.api.Test;

class VerdictWordsTest {
    private static Comparison paired(
            Verdict verdict, Double difference, Double lower, Double upper, long labelled, Long needed) {
        return Comparison.newBuilder(StreamStory.comparison(Arm.ORIGINAL, "a", Arm.CORRECTED, "a", 0))
                .setVerdict(verdict)
                .setDifference(difference)
                .setLower(lower)
                .setUpper(upper)
                .setLabelled(labelled)
                .setLabelsNeeded(needed)
                .build();
    }

    @Test
    void helpIsToldWithItsDifferenceItsIntervalAndItsLabels() {
        assertThat(VerdictWords.of(paired(Verdict.HELPS, 0.021, 0.009, 0.034, 3120, null)))
                .isEqualTo("The correction helps: +2.1 points, between +0.9 and +3.4, after 3,120 labels");
    }

    @Test
    void harmIsToldWithATrueMinus() {
        assertThat(VerdictWords.of(paired(Verdict.HURTS, -0.021, -0.034, -0.009, 1, null)))
                .isEqualTo("The correction hurts: −2.1 points, between −3.4 and −0.9, after 1 label");
    }

    @Test
    void anOpenVerdictSaysHowManyLabelsAreMissing() {
        assertThat(VerdictWords.of(paired(Verdict.UNDECIDED, 0.004, -0.01, 0.018, 210, 1900L)))
                .isEqualTo("It is not yet decided whether the correction helps: +0.4 points, between −1.0 and +1.8,"
                        + " after 210 labels; about 1,900 more labels are needed for a verdict");
    }

    @Test
    void noDifferenceHasNoMinus() {
        assertThat(VerdictWords.of(paired(Verdict.EQUIVALENT, -0.0001, -0.004, 0.004, 9000, null)))
                .isEqualTo("The correction makes no practical difference: +0.0 points, between −0.4 and +0.4,"
                        + " after 9,000 labels");
    }

    @Test
    void withoutALabelNothingIsSaid() {
        assertThat(VerdictWords.of(paired(Verdict.UNDECIDED, null, null, null, 0, null)))
                .isEqualTo("No verdict on the correction yet: no image has a label");
    }

    @Test
    void anEpochIsToldWithTheAlarmThatBeganIt() {
        Comparison since = Comparison.newBuilder(paired(Verdict.HURTS, -0.021, -0.034, -0.009, 900, null))
                .setEpoch(1)
                .setEpochAlarm("0123456789ab-all-1")
                .build();
        assertThat(VerdictWords.of(since))
                .isEqualTo(
                        "The correction hurts: −2.1 points, between −3.4 and −0.9, after 900 labels since drift alarm"
                                + " 0123456789ab-all-1 was resolved");
        Comparison none = Comparison.newBuilder(paired(Verdict.UNDECIDED, null, null, null, 0, null))
                .setEpoch(1)
                .setEpochAlarm("0123456789ab-all-1")
                .build();
        assertThat(VerdictWords.of(none))
                .endsWith("no image has a label since drift alarm 0123456789ab-all-1 was resolved");
    }
}

package dev.pentimento.dashboard.lights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelpsLightTest {
    private final StreamStory story = new StreamStory();

    private static Comparison.Builder paired(
            Verdict verdict, Double difference, Double lower, Double upper, long labels) {
        return Comparison.newBuilder(StreamStory.comparison(Arm.ORIGINAL, "a", Arm.CORRECTED, "a", 0))
                .setVerdict(verdict)
                .setDifference(difference)
                .setLower(lower)
                .setUpper(upper)
                .setLabelled(labels)
                .setLabelsNeeded(null);
    }

    private Helps light(Comparison.Builder paired) {
        return HelpsLight.of(
                Optional.of(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true)), Optional.of(paired.build()));
    }

    @Test
    void helpIsToldWithItsDifferenceItsIntervalAndItsLabels() {
        Helps light = light(paired(Verdict.HELPS, 0.021, 0.009, 0.034, 3120));

        assertThat(light.answer()).isEqualTo("Yes");
        assertThat(light.sentence())
                .isEqualTo("+2.1 points of accuracy (+0.9 to +3.4) on 3,120 labels since it became champion.");
    }

    @Test
    void harmIsToldWithATrueMinus() {
        Helps light = light(paired(Verdict.HURTS, -0.021, -0.034, -0.009, 1));

        assertThat(light.state()).isEqualTo(State.BAD);
        assertThat(light.sentence()).startsWith("−2.1 points of accuracy (−3.4 to −0.9) on 1 label since");
    }

    @Test
    void anOpenVerdictSaysHowManyLabelsAreMissing() {
        Helps light = light(paired(Verdict.UNDECIDED, 0.004, -0.01, 0.018, 210).setLabelsNeeded(1900L));

        assertThat(light.next()).isEqualTo("Wait for about 1,900 more labels.");
    }

    @Test
    void aVerdictThatIsHeldBackGivesItsReasonApart() {
        Helps light = light(paired(Verdict.UNDECIDED, 0.1, 0.05, 0.15, 900).setHeldBackReason("one source"));

        assertThat(light.heldBack()).isEqualTo("one source");
        assertThat(light.sentence()).doesNotContain("one source");
    }

    @Test
    void noDifferenceHasNoMinus() {
        assertThat(light(paired(Verdict.EQUIVALENT, -0.0001, -0.004, 0.004, 9000))
                        .sentence())
                .startsWith("+0.0 points");
    }

    @Test
    void anEpochIsNotToldAsAllTime() {
        assertThat(light(paired(Verdict.HURTS, -0.021, -0.034, -0.009, 900)
                                .setEpoch(1)
                                .setEpochAlarm("0123456789ab-all-1"))
                        .sentence())
                .endsWith("on 900 labels since the last drift ended.");
    }

    @Test
    void withoutALabelOrACorrectionTheNextStepSaysWhatWouldBringAVerdict() {
        assertThat(light(paired(Verdict.UNDECIDED, null, null, null, 0)).next()).startsWith("Label some images");
        assertThat(HelpsLight.of(
                                Optional.of(story.version(StreamStory.FIRST, Stage.CHAMPION, null, false)),
                                Optional.empty())
                        .next())
                .startsWith("The trainer learns one");
    }
}

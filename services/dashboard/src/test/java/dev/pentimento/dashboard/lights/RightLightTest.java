package dev.pentimento.dashboard.lights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.statistics.quality.RateSequence;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first light through the page's state, so that its figures come from real counts. */
class RightLightTest {
    private final Collapse collapse = new Collapse();
    private final DashboardState state = new DashboardState(new Limits(100, 1_500, 3, 20));

    @Test
    void anAverageSinceTheChampionBeganHidesAFallAndTheLightDoesNot() {
        state.accept(collapse.champion());
        collapse.labelled(0, 90, 0.87).forEach(state::accept);
        assertThat(state.right().state()).isEqualTo(State.GOOD);
        assertThat(state.right().sentence())
                .isEqualTo("In the last hour, accuracy is 87.0 %, above the floor of 84.0 %.");

        collapse.labelled(90, 92, 0.36).forEach(state::accept);

        Right right = state.right();
        assertThat(right.state()).isEqualTo(State.BAD);
        assertThat(right.answer()).isEqualTo("No");
        assertThat(right.sentence()).isEqualTo("In the last window, accuracy is 36.0 %, below the floor of 84.0 %.");
        assertThat(right.window().labels()).isEqualTo(500);
    }

    @Test
    void theLastHourIsTheExactSumOfItsWindows() {
        state.accept(collapse.champion());
        collapse.labelled(0, 90, 0.87).forEach(state::accept);
        collapse.labelled(90, 120, 0.36).forEach(state::accept);

        var hour = state.right().span();

        long right = 30 * 435 + 30 * 180;
        var interval = RateSequence.of(right, 60 * 500, 0.05);
        assertThat(hour.labels()).isEqualTo(60 * 500);
        assertThat(hour.value()).isEqualTo(right / 30_000.0);
        assertThat(hour.lower()).isEqualTo(interval.lower());
        assertThat(hour.upper()).isEqualTo(interval.upper());
        assertThat(hour.from()).isEqualTo(Collapse.BEGIN.plus(Collapse.WINDOW.multipliedBy(60)));
    }

    @Test
    void aWindowWithFewLabelsDoesNotReplaceOneWithEnough() {
        state.accept(collapse.champion());
        collapse.labelled(0, 90, 0.87).forEach(state::accept);
        state.accept(collapse.window(90, 1, 0));

        assertThat(state.right().window().labels()).isEqualTo(500);
        assertThat(state.right().state()).isEqualTo(State.GOOD);
    }

    @Test
    void fewLabelsAreSaidToBeTooFew() {
        state.accept(collapse.champion());
        state.accept(collapse.window(0, 40, 0.9));

        Right right = state.right();

        assertThat(right.state()).isEqualTo(State.DOUBTFUL);
        assertThat(right.answer()).isEqualTo("Probably");
        assertThat(right.sentence())
                .matches(
                        "40 labels in the last hour leave accuracy between [0-9.]+ % and [0-9.]+ %, on both sides of the"
                                + " floor of 84.0 %[.]");
    }

    @Test
    void labelsFromBeforeTheInputMovedDoNotAnswerForTheTimeSince() {
        state.accept(collapse.champion());
        collapse.labelled(0, 90, 0.87).forEach(state::accept);
        collapse.unlabelled(90, 95).forEach(state::accept);
        state.accept(collapse.drift(94, true));

        Right right = state.right();

        assertThat(right.state()).isEqualTo(State.UNKNOWN);
        assertThat(right.sentence())
                .isEqualTo("The input has moved, and no image since then has a label. When last labelled, accuracy was"
                        + " 87.0 %. An estimate without labels does not tell.");
        assertThat(right.before().value()).isEqualTo(0.87);
        assertThat(right.estimate()).isNull();
    }

    @Test
    void withoutLabelsAnEstimateAnswersWhereItsBandLiesOnOneSideOfTheFloor() {
        state.accept(collapse.champion());
        collapse.unlabelled(0, 90).forEach(state::accept);
        state.accept(collapse.drift(89, false));
        assertThat(state.right().answer()).isEqualTo("Probably");
        assertThat(state.right().sentence())
                .isEqualTo("No image has a label. Estimated without labels, accuracy is 88.0 %, at least 85.0 %.");

        state.accept(estimated(0.88, 0.83, 0.93, false));
        assertThat(state.right().state()).isEqualTo(State.UNKNOWN);
        state.accept(estimated(0.9, 0.88, 0.92, true));
        assertThat(state.right().state()).as("extrapolated").isEqualTo(State.UNKNOWN);
        state.accept(estimated(0.5, 0.3, 0.7, true));
        assertThat(state.right().state()).isEqualTo(State.BAD);
        assertThat(state.right().answer()).isEqualTo("Probably not");
    }

    private DriftWindow estimated(double accuracy, double lower, double upper, boolean extrapolated) {
        return DriftWindow.newBuilder(collapse.drift(89, false))
                .setEstimate(new AccuracyEstimate(500L, accuracy, lower, upper, 0.89, extrapolated, null))
                .build();
    }

    @Test
    void labelsThatAreHoursOldSayHowItWas() {
        state.accept(collapse.champion());
        collapse.labelled(0, 30, 0.87).forEach(state::accept);
        collapse.unlabelled(30, 330).forEach(state::accept);

        assertThat(state.right().sentence())
                .isEqualTo(
                        "The labels are 5 hours behind the images. When last labelled, accuracy was 87.0 %. An estimate"
                                + " without labels does not tell.");
    }

    @Test
    void aModelThatRecoversIsToldSo() {
        state.accept(collapse.champion());
        collapse.labelled(0, 40, 0.36).forEach(state::accept);
        collapse.labelled(40, 45, 0.9).forEach(state::accept);

        assertThat(state.right().state()).isEqualTo(State.DOUBTFUL);
        assertThat(state.right().answer()).isEqualTo("Again");
    }

    @Test
    void theFloorMayBeAnAccuracyOrADistanceFromTraining() {
        assertThat(new Floor(0.9, Measure.ACCURACY).of(0.5)).isEqualTo(0.9);
        assertThat(new Floor(-0.05, Measure.ACCURACY).of(0.5)).isEqualTo(0.45);
        assertThat(new Floor(-0.05, Measure.ACCURACY).of(null)).isNull();
    }

    @Test
    void aVersionWithoutAFigureFromTrainingNeedsAFloor() {
        state.accept(ModelVersion.newBuilder(collapse.champion())
                .setValidation(Map.of())
                .build());
        collapse.labelled(0, 10, 0.87).forEach(state::accept);

        assertThat(state.right().state()).isEqualTo(State.UNKNOWN);
        assertThat(state.right().next()).contains("quality.floor");
    }

    @Test
    void withoutAModelOrAnImageTheNextStepIsACommand() {
        assertThat(state.right().headline()).isEqualTo("No model is in use yet");
        assertThat(state.right().next()).contains("./pentimento train");

        state.accept(collapse.champion());

        assertThat(state.right().headline()).isEqualTo("No image has been classified yet");
        assertThat(state.right().next()).contains("./pentimento produce");
    }
}

package dev.pentimento.dashboard.lights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.dashboard.state.DashboardState;
import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Slice;
import dev.pentimento.statistics.quality.RateSequence;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The first light through the page's state, so that its figures come from real counts. */
class RightLightTest {
    private final Collapse collapse = new Collapse();
    private final DashboardState state = new DashboardState(new Limits(100, 1_500, 3, 20));

    /** While images come. */
    private Right right() {
        return state.right(Collapse.BEGIN);
    }

    @Test
    void anAverageSinceTheChampionBeganHidesAFallAndTheLightDoesNot() {
        state.accept(collapse.champion());
        collapse.labelled(0, 90, 0.87).forEach(state::accept);
        assertThat(right().state()).isEqualTo(State.GOOD);
        assertThat(right().sentence()).isEqualTo("In the last hour, accuracy is 87.0 %, above the floor of 84.0 %.");

        collapse.labelled(90, 92, 0.36).forEach(state::accept);

        Right right = right();
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

        var hour = right().span();

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

        assertThat(right().window().labels()).isEqualTo(500);
        assertThat(right().state()).isEqualTo(State.GOOD);
    }

    @Test
    void fewLabelsAreSaidToBeTooFew() {
        state.accept(collapse.champion());
        state.accept(collapse.window(0, 40, 0.9));

        Right right = right();

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

        Right right = right();

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
        assertThat(right().answer()).isEqualTo("Probably");
        assertThat(right().sentence())
                .isEqualTo("No image has a label. Estimated without labels, accuracy is 88.0 %, at least 85.0 %.");

        state.accept(estimated(0.88, 0.83, 0.93, false));
        assertThat(right().state()).isEqualTo(State.UNKNOWN);
        state.accept(estimated(0.9, 0.88, 0.92, true));
        assertThat(right().state()).as("extrapolated").isEqualTo(State.UNKNOWN);
        state.accept(estimated(0.5, 0.3, 0.7, true));
        assertThat(right().state()).isEqualTo(State.BAD);
        assertThat(right().answer()).isEqualTo("Probably not");
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

        assertThat(right().sentence())
                .isEqualTo("The labels are 5 hours behind the images. When last labelled, accuracy was 87.0 %. Accuracy"
                        + " has not been estimated without labels.");
    }

    @Test
    void aModelThatRecoversIsToldSo() {
        state.accept(collapse.champion());
        collapse.labelled(0, 40, 0.36).forEach(state::accept);
        collapse.labelled(40, 45, 0.9).forEach(state::accept);

        assertThat(right().state()).isEqualTo(State.DOUBTFUL);
        assertThat(right().answer()).isEqualTo("Again");
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

        assertThat(right().state()).isEqualTo(State.UNKNOWN);
        assertThat(right().next()).contains("quality.floor");
    }

    @Test
    void withoutAModelOrAnImageTheNextStepIsACommand() {
        assertThat(right().headline()).isEqualTo("No model is in use yet");
        assertThat(right().next()).contains("./pentimento train");

        state.accept(collapse.champion());

        assertThat(right().headline()).isEqualTo("No image has been classified yet");
        assertThat(right().next()).contains("./pentimento produce");
    }

    @Test
    void aRetrainedClassifierIsComparedWithItsOwnFigureAtTraining() {
        state.accept(ModelVersion.newBuilder(collapse.champion())
                .setRecipe(Map.of("classifier.retraining.steps", "1000"))
                .setValidation(Map.of("original.accuracy", 0.36, "corrected.accuracy", 0.89))
                .build());
        collapse.labelled(0, 10, 0.5).forEach(state::accept);

        assertThat(right().training()).isEqualTo(0.89);
        assertThat(right().state()).isEqualTo(State.BAD);
        assertThat(state.quality(Slice.ALL).accepted().floor()).isEqualTo(0.84);
    }

    @Test
    void anEstimateOfTheOriginalDoesNotJudgeACorrection() {
        state.accept(ModelVersion.newBuilder(collapse.champion())
                .setCorrectionFile(collapse.champion().getReferenceFile())
                .setValidation(Map.of("original.accuracy", 0.5, "corrected.accuracy", 0.89))
                .build());
        collapse.unlabelled(0, 90).forEach(state::accept);
        state.accept(estimated(0.5, 0.4, 0.6, false));

        assertThat(right().state()).isEqualTo(State.UNKNOWN);
        assertThat(right().sentence()).endsWith("an estimate without labels is of the answers before the correction.");
    }

    @Test
    void fewLabelsInTheNewestWindowAreRecent() {
        state.accept(collapse.champion());
        collapse.labelled(0, 1, 0.87).forEach(state::accept);
        for (int number = 1; number < 59; number++) {
            state.accept(collapse.window(number, 10, 0.9));
        }
        collapse.unlabelled(59, 100).forEach(state::accept);

        assertThat(right().window().to()).isEqualTo(Collapse.BEGIN.plus(Collapse.WINDOW));
        assertThat(right().state()).isEqualTo(State.GOOD);
    }

    @Test
    void theWindowInWhichTheInputMovedIsFromBefore() {
        state.accept(collapse.champion());
        collapse.labelled(0, Collapse.FALL + 1, 0.87).forEach(state::accept);
        collapse.unlabelled(Collapse.FALL + 1, Collapse.FALL + 5).forEach(state::accept);
        DriftWindow drift = collapse.drift(Collapse.FALL + 4, true);
        state.accept(DriftWindow.newBuilder(drift)
                .setAlarm(DriftAlarm.newBuilder(drift.getAlarm())
                        .setStartedAt(drift.getAlarm().getStartedAt().plusSeconds(30))
                        .build())
                .build());

        assertThat(right().window()).isNull();
        assertThat(right().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anEstimateIsNeverGreenWhileASourceHasAnAlarm() {
        state.accept(collapse.champion());
        collapse.unlabelled(0, 90).forEach(state::accept);
        state.accept(collapse.drift(89, false));
        assertThat(right().state()).isEqualTo(State.GOOD);

        state.accept(DriftWindow.newBuilder(collapse.drift(89, true))
                .setSlice(Slice.ofSource("ward 1").text())
                .build());

        assertThat(right().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void anEstimateOfPlainAccuracyIsNeverAboveABalancedFloor() {
        DashboardState balanced =
                new DashboardState(new Limits(100, 1_500, 3, 20), new Floor(-0.05, Measure.BALANCED_ACCURACY));
        balanced.accept(collapse.champion());
        collapse.unlabelled(0, 90).forEach(balanced::accept);
        balanced.accept(collapse.drift(89, false));

        assertThat(balanced.right(Collapse.BEGIN).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void withoutAnEstimateItsReasonIsTold() {
        state.accept(collapse.champion());
        collapse.unlabelled(0, 90).forEach(state::accept);
        state.accept(DriftWindow.newBuilder(collapse.drift(89, false))
                .setEstimate(null)
                .setNoEstimate("fewer than 30 images")
                .build());

        assertThat(right().sentence())
                .isEqualTo("No image has a label. Accuracy is not estimated: fewer than 30 images.");
    }

    @Test
    void aStreamThatHasStoppedHasNoLastHour() {
        state.accept(collapse.champion());
        collapse.labelled(0, 60, 0.87).forEach(state::accept);

        assertThat(state.right(Collapse.BEGIN.plus(Duration.ofHours(2))).state())
                .isEqualTo(State.GOOD);
        Right later = state.right(Collapse.BEGIN.plus(Duration.ofHours(6)));
        assertThat(later.state()).isEqualTo(State.UNKNOWN);
        assertThat(later.sentence())
                .isEqualTo("There has been no image for 5 hours. When last labelled, accuracy was 87.0 %.");
    }

    @Test
    void imagesWaitNoLongerThanTheirTopicKeepsThem() {
        assertThat(state.now(Collapse.BEGIN, OptionalLong.of(1_200)).right().sentence())
                .isEqualTo("About 1,200 images wait until a version is the champion. Kafka keeps them for"
                        + " topic.retention.images.");
    }
}

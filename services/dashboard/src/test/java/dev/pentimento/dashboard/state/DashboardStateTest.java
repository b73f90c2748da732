package dev.pentimento.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.dashboard.StreamStory;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.images.FlipEntry;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.dashboard.quality.QualityEntry;
import dev.pentimento.dashboard.versions.ModelHistory;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardStateTest {
    private final StreamStory story = new StreamStory();
    private final DashboardState state = new DashboardState(new Limits(100, 30, 3, 20));

    @Test
    void anEmptyRegistryIsToldAsSuch() {
        NowView now = state.now(StreamStory.BEGIN);

        assertThat(now.headline()).isEqualTo("No model is in use yet");
        assertThat(now.verdict()).isEqualTo("NONE");
        assertThat(now.imagesPerSecond()).isZero();
    }

    @Test
    void aChampionWithoutACorrectionHasNothingToCompare() {
        state.accept(story.version(StreamStory.FIRST, Stage.CHAMPION, null, false));

        assertThat(state.now(StreamStory.BEGIN).helps().sentence()).contains("without a correction");
    }

    @Test
    void theWholeStoryIsTold() {
        story.all(400).forEach(state::accept);

        NowView now = state.now(StreamStory.BEGIN.plusSeconds(400));
        assertThat(now.helps().answer()).isEqualTo("Yes");
        assertThat(now.champion().version()).isEqualTo(StreamStory.SECOND);
        assertThat(now.original().quality().getAccuracy()).isEqualTo(0.803);
        assertThat(now.corrected().quality().getAccuracy()).isEqualTo(0.824);
        assertThat(now.shareLabelled()).isEqualTo(3_120 / 9_400.0);
        assertThat(now.imagesPerSecond()).isEqualTo(1.0);
        assertThat(now.deadLetters()).isEqualTo(14);
        assertThat(now.candidates())
                .extracting(Comparison::getChallengerVersion)
                .containsExactly("c0ffee000001");
    }

    @Test
    void onlyTheChampionsTotalsAreTheVerdict() {
        state.accept(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        state.accept(story.quality(StreamStory.SECOND, null, 0.5, 0.9, null));

        assertThat(state.now(StreamStory.BEGIN).comparison()).isNull();
    }

    @Test
    void anAlarmIsOpenUntilItIsResolvedWhateverOldWindowsStillSay() {
        state.accept(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        state.accept(story.drift(45, 1, AlarmState.RAISED));
        assertThat(state.now(StreamStory.BEGIN).openAlarms()).hasSize(1);

        state.accept(story.drift(70, 0, AlarmState.RESOLVED));
        state.accept(story.drift(46, 1, AlarmState.RAISED));

        assertThat(state.now(StreamStory.BEGIN).openAlarms()).isEmpty();
        assertThat(state.drift(Slice.ALL).alarms())
                .extracting(entry -> entry.alarm().getState())
                .containsExactly(AlarmState.RESOLVED);
    }

    @Test
    void anAlarmIsOpenUntilAnotherTakesItsPlace() {
        state.accept(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        DriftWindow first = story.drift(45, 1, AlarmState.RAISED);
        DriftWindow second = story.drift(46, 1, AlarmState.RAISED);
        state.accept(first);
        state.accept(DriftWindow.newBuilder(second)
                .setAlarm(DriftAlarm.newBuilder(second.getAlarm())
                        .setId("another")
                        .setReplaces(first.getAlarm().getId())
                        .build())
                .build());

        assertThat(state.now(StreamStory.BEGIN).openAlarms())
                .extracting(entry -> entry.alarm().getId())
                .containsExactly("another");
        assertThat(state.drift(Slice.ALL).alarms())
                .filteredOn(entry -> !entry.raised())
                .extracting(entry -> entry.alarm().getResolvedAt())
                .containsExactly(second.getAlarm().getRaisedAt());
    }

    @Test
    void anAlarmAgainstAReferenceThatTheChampionHasNotStandsNowhere() {
        state.accept(story.version(StreamStory.FIRST, Stage.CHAMPION, null, true));
        state.accept(DriftWindow.newBuilder(story.drift(45, 1, AlarmState.RAISED))
                .setReferenceId("replaced")
                .build());

        assertThat(state.now(StreamStory.BEGIN).openAlarms()).isEmpty();
        assertThat(state.now(StreamStory.BEGIN).estimate()).isNull();
        assertThat(state.drift(Slice.ALL).alarms()).isEmpty();
        assertThat(state.drift(Slice.ALL).windows()).hasSize(1);
        assertThat(state.slices()).extracting(SliceEntry::openAlarms).containsOnly(0L);

        state.accept(story.drift(45, 1, AlarmState.RAISED));
        assertThat(state.drift(Slice.ALL).windows()).as("of both references").hasSize(2);
        assertThat(state.slices()).extracting(SliceEntry::openAlarms).containsOnly(1L);
    }

    @Test
    void hoursCountTheImagesOfADriftWindowOnceHoweverOldItsRevision() {
        for (int number = 0; number < 40; number++) {
            state.accept(story.drift(number, 0, null));
        }
        Span all = new Span(StreamStory.BEGIN, StreamStory.BEGIN.plus(Duration.ofDays(900)));
        long images = images(state.drift(Slice.ALL, all));
        for (int revision = 2; revision < 7; revision++) {
            state.accept(DriftWindow.newBuilder(story.drift(0, 0, null))
                    .setRevision(revision)
                    .setEvidence(1e9)
                    .build());
        }

        assertThat(images).isEqualTo(40 * 120);
        assertThat(images(state.drift(Slice.ALL, all))).isEqualTo(images);
        assertThat(state.drift(Slice.ALL, all).windows())
                .extracting(entry -> entry.window().getEvidence())
                .contains(1e9);
    }

    private static long images(DriftView view) {
        return view.windows().stream()
                .mapToLong(entry -> entry.window().getImages())
                .sum();
    }

    @Test
    void aLaterRevisionReplacesItsWindowAndOldWindowsAreForgotten() {
        for (int number = 0; number < 40; number++) {
            state.accept(story.quality(StreamStory.FIRST, number, 0.8, 0.9, null));
        }
        state.accept(story.quality(StreamStory.FIRST, 39, 0.7, 0.6, null));

        List<QualityEntry> windows = List.copyOf(state.quality(Slice.ALL).windows());
        assertThat(windows).hasSize(30);
        assertThat(windows.get(0).window().getWindowStart())
                .isEqualTo(StreamStory.BEGIN.plus(StreamStory.WINDOW.multipliedBy(10)));
        assertThat(windows.get(29).arm(Arm.CORRECTED).orElseThrow().quality().getAccuracy())
                .isEqualTo(0.6);
    }

    @Test
    void swapsAreKnownFromTheWindowsWhereTheRegistryHasForgottenThem() {
        state.accept(story.version(StreamStory.FIRST, Stage.RETIRED, null, true));
        state.accept(story.version(StreamStory.SECOND, Stage.CHAMPION, StreamStory.FIRST, true));
        state.accept(story.quality(StreamStory.FIRST, 3, 0.8, 0.9, null));
        state.accept(story.quality(StreamStory.SECOND, 61, 0.8, 0.9, null));

        assertThat(state.quality(Slice.ALL).swaps())
                .containsExactly(
                        new ModelHistory.Swap(StreamStory.FIRST, StreamStory.BEGIN.plusSeconds(180)),
                        new ModelHistory.Swap(StreamStory.SECOND, StreamStory.BEGIN.plusSeconds(3_600)));
    }

    @Test
    void aLabelFindsItsPointWhicheverComesFirst() {
        Prediction early = story.prediction(1, StreamStory.BEGIN, false);
        Prediction late = story.prediction(2, StreamStory.BEGIN, false);
        state.accept(story.outcome(late, "coat"));
        state.accept(late);
        state.accept(early);
        long before = state.map(0).sequence();

        state.accept(story.outcome(early, "shirt"));

        assertThat(state.map(0).points()).extracting(MapPoint::label).containsExactly("coat", "shirt");
        assertThat(state.map(before).points()).extracting(MapPoint::imageId).containsExactly("image-1");
    }

    @Test
    void theMapKeepsTheLatestImages() {
        for (int number = 0; number < 150; number++) {
            state.accept(story.prediction(number, StreamStory.BEGIN, false));
        }

        List<MapPoint> points = state.map(0).points();
        assertThat(points).hasSize(100);
        assertThat(points.get(0).imageId()).isEqualTo("image-50");
    }

    @Test
    void flipsSayWhatTheCorrectionDid() {
        for (int number = 0; number < 100; number++) {
            Prediction prediction = story.prediction(number, StreamStory.BEGIN.plusSeconds(number), true);
            state.accept(prediction);
            if (number < 60) {
                state.accept(story.outcome(prediction, StreamStory.truth(number)));
            }
        }

        assertThat(state.flips())
                .isNotEmpty()
                .allSatisfy(flip -> assertThat(flip.kind())
                        .isEqualTo(
                                flip.label() == null
                                        ? FlipEntry.Kind.UNLABELLED
                                        : flip.label().equals(flip.corrected().label())
                                                ? FlipEntry.Kind.HELPED
                                                : flip.label()
                                                                .equals(flip.original()
                                                                        .label())
                                                        ? FlipEntry.Kind.HURT
                                                        : FlipEntry.Kind.BOTH_WRONG))
                .allSatisfy(flip -> assertThat(flip.original().label())
                        .isNotEqualTo(flip.corrected().label()))
                .extracting(FlipEntry::kind)
                .contains(FlipEntry.Kind.HELPED, FlipEntry.Kind.UNLABELLED);
        assertThat(state.flips()).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
    }

    @Test
    void aCommandKeepsItsAnswer() {
        state.accept(story.command("one", null));
        assertThat(state.command("one").orElseThrow().accepted()).isNull();

        state.accept(story.command("one", false));
        state.accept(story.command("one", null));

        assertThat(state.command("one").orElseThrow().accepted()).isFalse();
        assertThat(state.command("one").orElseThrow().detail()).isEqualTo("it hurts");
    }

    @Test
    void deadLettersAreCountedByReason() {
        state.accept(story.deadLetter(1, DeadLetterReason.UNDECODABLE_IMAGE));
        state.accept(story.deadLetter(2, DeadLetterReason.MISSING_CONTENT));
        state.accept(story.deadLetter(3, DeadLetterReason.MISSING_CONTENT));

        assertThat(state.deadLetters().total()).isEqualTo(3);
        assertThat(state.deadLetters().counts().get(0).reason()).isEqualTo(DeadLetterReason.MISSING_CONTENT);
        assertThat(state.deadLetters().counts().get(0).count()).isEqualTo(2);
        assertThat(state.deadLetters().latest())
                .extracting(DeadLetter::getOffset)
                .containsExactly(3L, 2L, 1L);
    }

    @Test
    void changesAreToldOnce() {
        state.accept(story.command("one", null));

        assertThat(state.takeChanges()).containsExactly(Part.COMMANDS);
        assertThat(state.takeChanges()).isEmpty();
    }

    @Test
    void throughputForgetsWhatIsPast() {
        Instant begin = StreamStory.BEGIN;
        for (int number = 0; number < 50; number++) {
            state.accept(story.prediction(number, begin.plusMillis(200L * number), false));
        }

        assertThat(state.now(begin.plusSeconds(10)).imagesPerSecond()).isEqualTo(5.0);
        assertThat(state.now(begin.plusSeconds(15)).imagesPerSecond()).isEqualTo(2.5);
        assertThat(state.now(begin.plusSeconds(300)).imagesPerSecond()).isZero();
    }

    @Test
    void slicesThatChangeAreKeptLongest() {
        for (String source : List.of("a", "b", "c", "a", "d")) {
            state.accept(
                    dev.pentimento.events.QualityWindow.newBuilder(story.quality(StreamStory.FIRST, 1, 0.8, 0.9, null))
                            .setSlice(Slice.ofSource(source).text())
                            .build());
        }

        assertThat(state.quality(Slice.ALL).slices())
                .containsExactly(Slice.ALL, Slice.ofSource("a"), Slice.ofSource("c"), Slice.ofSource("d"));
    }

    @Test
    void anEventOfAnotherKindIsAnError() {
        assertThatThrownBy(() -> state.accept(story.image(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Image");
    }
}

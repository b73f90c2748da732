package dev.pentimento.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityFoldTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LineUp LINE_UP = new LineUp("v1", "e1", List.of("cat", "dog"), List.of());
    private static final float[] CAT = {0.75f, 0.25f};

    private final QualityState state = QualityState.inMemory();

    private QualityFold fold(int slices, Duration horizon) {
        return new QualityFold(
                new QualitySettings(new WindowSettings(MINUTE, MINUTE, slices, MINUTE, MINUTE), 0.05, 0.01, horizon),
                state);
    }

    private static TallyChange images(@Nullable String source, long minute, int count) {
        QualityTally tally = new QualityTally(LINE_UP.classes());
        for (int i = 0; i < count; i++) {
            ArmOpinions opinions = new ArmOpinions(CAT, CAT, List.of());
            tally.seen(LINE_UP, opinions);
            tally.label(LINE_UP, opinions, 0);
            tally.evidence(LINE_UP, opinions, 0);
        }
        return new TallyChange(new TallyKey("v1", source, minute * 60_000), tally);
    }

    private static QualityKey key(Slice slice, @Nullable Long minute) {
        return new QualityKey("v1", slice, minute == null ? null : minute * 60_000);
    }

    @Test
    void aChangeCountsInItsWindowAndSinceTheVersionBegan() {
        QualityFold fold = fold(1, Duration.ZERO);
        fold.add(List.of(images("left", 0, 2), images(null, 1, 3)), 0);

        assertThat(fold.due(0))
                .containsExactlyInAnyOrder(
                        key(Slice.ALL, 0L),
                        key(Slice.ALL, 1L),
                        key(Slice.ALL, null),
                        key(Slice.ofSource("left"), 0L),
                        key(Slice.ofSource("left"), null));
        QualityWindow total = fold.revise(key(Slice.ALL, null)).orElseThrow();
        assertThat(total.getImages()).isEqualTo(5);
        assertThat(total.getRevision()).isEqualTo(1);
    }

    @Test
    void aWindowIsDueUntilItIsRevisedAndAgainOnceItChanges() {
        QualityFold fold = fold(0, Duration.ZERO);
        fold.add(List.of(images(null, 0, 1)), 0);
        fold.due(0).forEach(fold::revise);
        assertThat(fold.due(0)).isEmpty();

        fold.add(List.of(images(null, 0, 1)), 0);
        assertThat(fold.due(0)).containsExactlyInAnyOrder(key(Slice.ALL, 0L), key(Slice.ALL, null));
        assertThat(fold.revise(key(Slice.ALL, 0L)).orElseThrow().getRevision()).isEqualTo(2);
    }

    @Test
    void aSourceThatBecomesFrequentIsWrittenWithItsPast() {
        QualityFold fold = fold(1, Duration.ZERO);
        fold.add(List.of(images("left", 0, 2), images("right", 0, 1)), 0);
        assertThat(fold.due(0)).doesNotContain(key(Slice.ofSource("right"), 0L)).hasSize(4);
        fold.due(0).forEach(fold::revise);

        fold.add(List.of(images("right", 1, 2)), 0);
        assertThat(fold.due(0)).contains(key(Slice.ofSource("right"), 0L), key(Slice.ofSource("right"), 1L));
    }

    @Test
    void theVerdictWaitsForEarlierWindowsAndTheirFiguresDoNot() {
        QualityFold fold = fold(0, Duration.ofMinutes(5));
        fold.add(List.of(images(null, 0, 2)), 0);
        fold.due(59_999);
        QualityWindow waiting = fold.present(key(Slice.ALL, null)).orElseThrow();
        assertThat(waiting.getLabelled()).isEqualTo(2);
        assertThat(waiting.getComparisons().get(0).getLabelled()).isZero();
        assertThat(waiting.getComparisons().get(0).getAwaitingTurn()).isEqualTo(2);

        fold.due(60_000);
        QualityWindow judged = fold.present(key(Slice.ALL, null)).orElseThrow();
        assertThat(judged.getComparisons().get(0).getLabelled()).isEqualTo(2);
    }

    @Test
    void anotherFoldGoesOnWithTheSameState() {
        fold(1, Duration.ZERO).add(List.of(images("left", 0, 2)), 0);
        QualityFold next = fold(1, Duration.ZERO);
        next.add(List.of(images("left", 0, 1)), 0);

        assertThat(next.present(key(Slice.ofSource("left"), null)).orElseThrow().getImages())
                .isEqualTo(3);
    }

    private static Comparison evidence(QualityFold fold, Slice slice) {
        return fold.present(key(slice, null)).orElseThrow().getComparisons().get(0);
    }

    /** In either order: the notice of an alarm may come before or after the counts of the windows around it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void evidenceStartsAgainWithTheWindowsAfterAResolvedAlarm(int before) {
        QualityFold fold = fold(1, Duration.ZERO);
        List<TallyChange> changes =
                List.of(images("left", 0, 5), images("left", 1, 3), images(null, 2, 2), images("left", 3, 1));
        fold.add(List.of(images("left", 0, 1)), 0); // the version is known
        fold.add(changes.subList(0, before), 0);
        fold.due(0).forEach(fold::revise);
        fold.driftEnded(new DriftEnded("r-all-1", 120_000), 0);
        assertThat(fold.due(0)).contains(key(Slice.ALL, null), key(Slice.ofSource("left"), null));
        fold.add(changes.subList(before, changes.size()), 0);

        QualityWindow total = fold.present(key(Slice.ALL, null)).orElseThrow();
        assertThat(total.getLabelled()).as("quality counts since the promotion").isEqualTo(12);
        Comparison all = evidence(fold, Slice.ALL);
        assertThat(all.getLabelled()).isEqualTo(3);
        assertThat(all.getCompared()).isEqualTo(3);
        assertThat(all.getEpoch()).isEqualTo(1);
        assertThat(all.getEpochAlarm()).isEqualTo("r-all-1");
        assertThat(all.getEpochStart()).isEqualTo(Instant.ofEpochMilli(120_000));
        assertThat(evidence(fold, Slice.ofSource("left")).getLabelled()).isEqualTo(1);
        QualityWindow window = fold.present(key(Slice.ALL, 0L)).orElseThrow();
        assertThat(window.getComparisons().get(0).getEpoch()).isZero();
        assertThat(window.getComparisons().get(0).getLabelled()).isEqualTo(6);
    }

    /** A version may be promoted around the end of a drift, and its first images may come after the notice. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aNewVersionBelongsToTheEpochThatHasBegun(int before) {
        QualityFold fold = fold(1, Duration.ZERO);
        QualityTally former = new QualityTally(LINE_UP.classes());
        former.seen(new LineUp("v0", "e1", List.of("cat", "dog"), List.of()), new ArmOpinions(CAT, CAT, List.of()));
        fold.add(List.of(new TallyChange(new TallyKey("v0", null, 0), former)), 0);
        List<TallyChange> changes = List.of(images("left", 1, 3), images(null, 3, 2), images("left", 2, 1));
        fold.add(changes.subList(0, before), 0);
        fold.driftEnded(new DriftEnded("r-all-1", 120_000), 0);
        fold.add(changes.subList(before, changes.size()), 0);

        Comparison all = evidence(fold, Slice.ALL);
        assertThat(all.getEpoch())
                .as("the version has seen the window in which it ended")
                .isEqualTo(1);
        assertThat(all.getEpochAlarm()).isEqualTo("r-all-1");
        assertThat(all.getLabelled()).isEqualTo(3);
        assertThat(evidence(fold, Slice.ofSource("left")).getLabelled()).isEqualTo(1);
    }

    @Test
    void aVersionThatIsPromotedLaterCountsSinceItsPromotion() {
        QualityFold fold = fold(0, Duration.ZERO);
        fold.add(List.of(images(null, 0, 1)), 0);
        fold.driftEnded(new DriftEnded("r-all-1", 60_000), 0);
        LineUp second = new LineUp("v2", "e1", LINE_UP.classes(), List.of());
        QualityTally tally = new QualityTally(LINE_UP.classes());
        ArmOpinions opinions = new ArmOpinions(CAT, CAT, List.of());
        tally.seen(second, opinions);
        tally.label(second, opinions, 0);
        tally.evidence(second, opinions, 0);
        fold.add(List.of(new TallyChange(new TallyKey("v2", null, 120_000), tally)), 0);

        Comparison all = fold.present(new QualityKey("v2", Slice.ALL, null))
                .orElseThrow()
                .getComparisons()
                .get(0);
        assertThat(all.getEpoch()).isZero();
        assertThat(all.getEpochAlarm())
                .as("its evidence is of the time after it")
                .isEqualTo("r-all-1");
        assertThat(all.getLabelled()).isEqualTo(1);
    }

    @Test
    void eachResolvedAlarmBeginsAnEpochAndAnEarlierOneThatComesLateDoesNot() {
        QualityFold fold = fold(0, Duration.ZERO);
        fold.add(List.of(images(null, 0, 1), images(null, 4, 2)), 0);
        fold.driftEnded(new DriftEnded("r-all-1", 60_000), 0);
        fold.driftEnded(new DriftEnded("r-all-2", 180_000), 0);
        fold.driftEnded(new DriftEnded("s-all-1", 120_000), 0);

        assertThat(evidence(fold, Slice.ALL).getEpoch()).isEqualTo(2);
        assertThat(evidence(fold, Slice.ALL).getEpochAlarm()).isEqualTo("r-all-2");
        assertThat(evidence(fold, Slice.ALL).getLabelled()).isEqualTo(2);
    }

    @Test
    void windowsOfAnEarlierEpochThatStillWaitNeverBecomeEvidence() {
        QualityFold fold = fold(0, Duration.ofMinutes(5));
        fold.add(List.of(images(null, 0, 2), images(null, 2, 4)), 0);
        fold.driftEnded(new DriftEnded("r-all-1", 120_000), 0);
        assertThat(evidence(fold, Slice.ALL).getLabelled()).isZero();
        assertThat(evidence(fold, Slice.ALL).getAwaitingTurn()).isEqualTo(4);

        fold.due(600_000);
        assertThat(evidence(fold, Slice.ALL).getLabelled()).isEqualTo(4);
        assertThat(evidence(fold, Slice.ALL).getAwaitingTurn()).isZero();
    }

    @Test
    void onlyAWindowThatNothingCanChangeIsForgotten() {
        QualityFold fold = fold(1, Duration.ZERO);
        fold.add(List.of(images("left", 0, 1)), 0);
        QualityKey window = key(Slice.ALL, 0L);

        fold.forget(window, 180_000);
        assertThat(state.tallies().get(window)).isNotNull();
        fold.forget(window, 180_001);
        fold.forget(key(Slice.ALL, null), Long.MAX_VALUE);
        assertThat(state.tallies().get(window)).isNull();
        assertThat(state.sources().keys()).isEmpty();
        assertThat(state.tallies().get(key(Slice.ALL, null))).isNotNull();
    }
}

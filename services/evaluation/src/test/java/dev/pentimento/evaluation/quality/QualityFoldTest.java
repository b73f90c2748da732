package dev.pentimento.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.opinions.ArmOpinions;
import dev.pentimento.evaluation.opinions.LineUp;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

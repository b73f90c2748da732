package dev.pentimento.learning.correction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final CorrectionSettings SETTINGS = CorrectionSettings.drift();
    private static final int BATCH = SETTINGS.descent().batch();

    @Test
    void withoutAnAlignmentAllAreDrawnHalfAsManyAsLabelledOnes() {
        LabelledRows replay = numbered(100);
        Rehearsal rehearsal = of(replay, Alignment.Kind.IDENTITY, SETTINGS);

        assertThat(rehearsal.drawn()).isSameAs(replay);
        assertThat(rehearsal.perStep()).isEqualTo(BATCH / 2);
        assertThat(rehearsal.held().size()).isZero();
    }

    @Test
    void behindAnAlignmentAsManyAreDrawnAsLabelledOnesAndAFifthIsHeldOut() {
        Rehearsal rehearsal = of(numbered(100), Alignment.Kind.CORAL, SETTINGS);

        assertThat(rehearsal.perStep()).isEqualTo(BATCH);
        assertThat(rehearsal.held().size()).isEqualTo(20);
        Set<Float> all = numbers(rehearsal.drawn());
        assertThat(all).hasSize(80).doesNotContainAnyElementsOf(numbers(rehearsal.held()));
    }

    @Test
    void noMoreAreHeldOutThanAreNeeded() {
        assertThat(of(numbered(20_000), Alignment.Kind.MEAN_DEVIATION, SETTINGS)
                        .held()
                        .size())
                .isEqualTo(Rehearsal.MOST_HELD);
    }

    @Test
    void anAblationWithoutReplayDrawsAndHoldsNone() {
        var without = SETTINGS.withTerms(SETTINGS.terms().with(new RecipeParts(true, false, true)));
        Rehearsal rehearsal = of(numbered(100), Alignment.Kind.CORAL, without);

        assertThat(rehearsal.perStep()).isZero();
        assertThat(rehearsal.held().size()).isZero();
    }

    private static Rehearsal of(LabelledRows replay, Alignment.Kind alignment, CorrectionSettings settings) {
        return Rehearsal.of(replay, alignment, settings, new SplittableRandom(1));
    }

    private static LabelledRows numbered(int rows) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i;
        }
        return new LabelledRows(new FloatMatrix(rows, 1, values), new int[rows]);
    }

    private static Set<Float> numbers(LabelledRows rows) {
        Set<Float> numbers = new TreeSet<>();
        for (float value : rows.rows().values()) {
            numbers.add(value);
        }
        return numbers;
    }
}

package dev.pentimento.learning.thesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.training.Draws;
import dev.pentimento.tensors.FloatMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AffineUndoTest {
    private static final int ROWS = 200;
    private static final int DIMENSIONS = 4;

    @Test
    void anInvertibleAffineMapIsUndoneOnPointsThatWereNotFitted() {
        FloatMatrix original = gaussian(1);
        FloatMatrix other = gaussian(2);
        FloatMatrix undone = AffineUndo.fit(moved(original), original).apply(moved(other));

        for (int i = 0; i < other.values().length; i++) {
            assertThat(undone.values()[i]).isCloseTo(other.values()[i], within(1e-4f));
        }
    }

    @Test
    void whatACollapseLostComesBackAsItsMean() {
        FloatMatrix original = gaussian(1);
        FloatMatrix collapsed = original.select(new int[ROWS]);
        FloatMatrix undone = AffineUndo.fit(collapsed, original).apply(collapsed);

        for (int column = 0; column < DIMENSIONS; column++) {
            double mean = 0;
            for (int row = 0; row < ROWS; row++) {
                mean += original.at(row, column) / ROWS;
            }
            assertThat(undone.at(7, column)).isCloseTo((float) mean, within(1e-4f));
        }
    }

    @Test
    void aDirectionThatFollowsFromAnotherMakesNothingExplode() {
        FloatMatrix original = gaussian(1);
        float[] values = moved(original).values().clone();
        for (int row = 0; row < ROWS; row++) {
            values[row * DIMENSIONS + 3] = values[row * DIMENSIONS] * 2 - 1;
        }
        FloatMatrix dependent = new FloatMatrix(ROWS, DIMENSIONS, values);

        for (float value : AffineUndo.fit(dependent, original).apply(dependent).values()) {
            assertThat(Math.abs(value)).isLessThan(10);
        }
    }

    @Test
    void rowsWithoutAPartnerAreRefused() {
        FloatMatrix original = gaussian(1);

        assertThatThrownBy(() -> AffineUndo.fit(original.select(new int[] {1, 2, 3}), original))
                .hasMessage("an affine map needs at least two rows and equally many results, not 3 and 200");
    }

    /** Two axes exchanged, stretched and shifted. */
    private static FloatMatrix moved(FloatMatrix rows) {
        float[] values = new float[rows.values().length];
        for (int row = 0; row < rows.rows(); row++) {
            values[row * DIMENSIONS] = -3 * rows.at(row, 1) + 5;
            values[row * DIMENSIONS + 1] = 0.5f * rows.at(row, 0) - rows.at(row, 2);
            values[row * DIMENSIONS + 2] = rows.at(row, 2) - 7;
            values[row * DIMENSIONS + 3] = rows.at(row, 3) * 100 + rows.at(row, 0);
        }
        return new FloatMatrix(rows.rows(), DIMENSIONS, values);
    }

    private static FloatMatrix gaussian(long seed) {
        return new FloatMatrix(ROWS, DIMENSIONS, Draws.gaussian(ROWS * DIMENSIONS, new SplittableRandom(seed)));
    }
}

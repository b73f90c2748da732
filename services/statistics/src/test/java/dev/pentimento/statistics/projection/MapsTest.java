package dev.pentimento.statistics.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.tensors.FloatMatrix;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Expected values: {@code comparison_golden.py}. */
class MapsTest {
    private static final int POINTS = 150;
    private static final int GROUPS = 3;

    /** Three groups in ten dimensions. */
    private static FloatMatrix points() {
        float[] values = new float[POINTS * 10];
        for (int i = 0; i < values.length; i++) {
            int row = i / 10;
            int dimension = i % 10;
            values[i] = (float) ((row % GROUPS == dimension ? 6 : 0) + Math.sin((row + 1) * (dimension + 1) * 12.9898));
        }
        return new FloatMatrix(POINTS, 10, values);
    }

    @Test
    void principalMapIsThatOfASingularValueDecomposition() {
        FloatMatrix places = PrincipalMap.of(points()).project(points());

        double[] first = {-2.90707, -1.6902, 3.59651};
        double[] second = {-3.41863, 4.93651, -1.13883};
        for (int row = 0; row < first.length; row++) {
            assertThat((double) places.at(row, 0)).isCloseTo(first[row], within(1e-3));
            assertThat((double) places.at(row, 1)).isCloseTo(second[row], within(1e-3));
        }
    }

    /** Another, smaller matrix is solved then. */
    @Test
    void fewerPointsThanDimensionsHaveThePlaneThatTheyHaveWithoutTheEmptyOnes() {
        int rows = 60;
        int wide = 1_024;
        float[] padded = new float[rows * wide];
        float[] narrow = new float[rows * 10];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(points().row(row), 0, padded, row * wide + 500, 10);
            System.arraycopy(points().row(row), 0, narrow, row * 10, 10);
        }
        FloatMatrix expected =
                PrincipalMap.of(new FloatMatrix(rows, 10, narrow)).project(new FloatMatrix(rows, 10, narrow));
        FloatMatrix places =
                PrincipalMap.of(new FloatMatrix(rows, wide, padded)).project(new FloatMatrix(rows, wide, padded));

        for (int i = 0; i < rows * 2; i++) {
            assertThat(places.values()[i]).as("value " + i).isCloseTo(expected.values()[i], within(1e-3f));
        }
    }

    @Test
    void neighbourhoodsHaveTheWantedPerplexity() {
        FloatMatrix twelve = points().select(IntStream.range(0, 12).toArray());
        double[] joint = Neighbourhoods.of(twelve, 4);

        double[] expected = {0.00045451096740410516, 0.0015268181152640642, 0.025925506834031598, 0.0011861437627383841
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(joint[1 + i]).isCloseTo(expected[i], Percentage.withPercentage(0.01));
        }
        assertThat(joint[7 * 12 + 10]).isCloseTo(0.025885814195427303, Percentage.withPercentage(0.01));
        assertThat(IntStream.range(0, joint.length).mapToDouble(i -> joint[i]).sum())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void theMapKeepsNeighboursTogetherAndIsTheSameEachTime() {
        FloatMatrix map = Tsne.map(points(), 20);

        for (int row = 0; row < POINTS; row++) {
            assertThat(nearest(map, row) % GROUPS).as("neighbour of " + row).isEqualTo(row % GROUPS);
        }
        assertThat(Tsne.map(points(), 20).values()).containsExactly(map.values());
    }

    private static int nearest(FloatMatrix map, int row) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < map.rows(); other++) {
            double distance = Math.hypot(map.at(row, 0) - map.at(other, 0), map.at(row, 1) - map.at(other, 1));
            if (other != row && distance < least) {
                least = distance;
                best = other;
            }
        }
        return best;
    }

    @Test
    void tooFewPointsForAMapAreRefused() {
        assertThatThrownBy(() -> Tsne.map(points(), 60)).hasMessageContaining("a third of 150 points: 60.0");
        assertThatThrownBy(() -> PrincipalMap.of(new FloatMatrix(1, 4, new float[4])))
                .hasMessageContaining("1 embeddings of 4 dimensions");
    }
}

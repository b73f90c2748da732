package dev.pentimento.statistics.drift.scores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.NamedTensors;
import dev.pentimento.tensors.Shuffle;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoresTest {
    private static FloatMatrix drawn(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (1 + i % columns) + 3);
        }
        return new FloatMatrix(rows, columns, values);
    }

    @Test
    void variancesOfComponentsAreThoseOfNumpy() {
        double[][] golden = GoldenValues.of("principal").get(0);
        float[] values = new float[golden[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) golden[0][i];
        }
        PrincipalComponents components = PrincipalComponents.of(new FloatMatrix(40, 5, values));
        assertThat(components.variances()).containsExactly(golden[1], within(1e-9));
        assertThat(components.residualVariance()).as("none is left out").isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void directionsAreUnitVectorsAtRightAngles(long seed) {
        double[][] directions = PrincipalComponents.of(drawn(seed, 200, 6)).directions();
        for (int i = 0; i < directions.length; i++) {
            for (int j = 0; j < directions.length; j++) {
                double inner = 0;
                for (int d = 0; d < 6; d++) {
                    inner += directions[i][d] * directions[j][d];
                }
                assertThat(inner).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
            assertThat(Arrays.stream(directions[i]).max().orElseThrow())
                    .as("the largest element is positive")
                    .isGreaterThanOrEqualTo(-Arrays.stream(directions[i]).min().orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 6, 6", "20, 6, 4", "17, 300, 4", "2000, 300, 128"})
    void noMoreComponentsAreKeptThanTheImagesSupport(int images, int dimensions, int kept) {
        PrincipalComponents components = PrincipalComponents.of(drawn(4, images, dimensions));
        assertThat(components.variances()).hasSize(kept);
        assertThat(components.residualVariance() > 0).isEqualTo(kept < dimensions);
    }

    /** Mostly zero eigenvalues, where the solver for the covariance does not converge. */
    @Test
    void fewerImagesThanDimensionsHaveComponentsToo() {
        PrincipalComponents components = PrincipalComponents.of(drawn(10, 100, 200));
        double[][] directions = components.directions();
        assertThat(directions).hasNumberOfRows(24);
        FloatMatrix embeddings = drawn(10, 100, 200);
        for (int c = 0; c < directions.length; c++) {
            double variance = 0;
            double length = 0;
            for (int row = 0; row < 100; row++) {
                double along = 0;
                for (int i = 0; i < 200; i++) {
                    along += (embeddings.at(row, i) - components.mean()[i]) * directions[c][i];
                }
                variance += along * along / 100;
            }
            for (double element : directions[c]) {
                length += element * element;
            }
            assertThat(length).isCloseTo(1, within(1e-9));
            assertThat(variance).isCloseTo(components.variances()[c], within(1e-6 * variance));
        }
        assertThat(components.residualVariance()).isPositive();
    }

    @Test
    void theFittedImagesHaveComponentsOfMeanZeroAndVarianceOne() {
        FloatMatrix embeddings = drawn(5, 500, 10);
        FloatMatrix scores = DriftScores.fit(embeddings, 1).of(embeddings, new float[500]);
        for (int component = 0; component < 8; component++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < 500; row++) {
                sum += scores.at(row, component);
                squares += scores.at(row, component) * scores.at(row, component);
            }
            assertThat(sum / 500).isCloseTo(0, within(1e-4));
            assertThat(squares / 500).isCloseTo(1, within(1e-3));
        }
    }

    /** The mean squared Mahalanobis distance of the fitted images is the number of components. */
    @Test
    void distancesAreMahalanobis() {
        FloatMatrix embeddings = drawn(6, 500, 10);
        FloatMatrix scores = DriftScores.fit(embeddings, 1).of(embeddings, new float[500]);
        double all = IntStream.range(0, 500)
                .mapToDouble(row -> scores.at(row, 8))
                .average()
                .orElseThrow();
        double minor = IntStream.range(0, 500)
                .mapToDouble(row -> scores.at(row, 9))
                .average()
                .orElseThrow();
        assertThat(all).isCloseTo(10, within(1e-2));
        assertThat(minor).isCloseTo(5, within(1e-2));
    }

    @Test
    void theNearestCentroidIsNeverFurtherThanTheMean() {
        FloatMatrix embeddings = drawn(7, 600, 4);
        DriftScores scores = DriftScores.fit(embeddings, 1);
        FloatMatrix values = scores.of(embeddings, new float[600]);
        double nearest = IntStream.range(0, 600)
                .mapToDouble(row -> values.at(row, 6))
                .average()
                .orElseThrow();
        double toMean =
                Arrays.stream(scores.deviations()).map(each -> each * each).sum();
        assertThat(nearest).isBetween(0.0, toMean / 4);
    }

    @Test
    void theMarginIsNegatedSoThatUnclearImagesScoreHigh() {
        FloatMatrix embeddings = drawn(8, 50, 3);
        DriftScores scores = DriftScores.fit(embeddings, 1);
        FloatMatrix values = scores.of(embeddings.select(new int[] {0, 1}), new float[] {2.5f, 0});
        assertThat(values.at(0, values.columns() - 1)).isEqualTo(-2.5f);
        assertThat(scores.names()).hasSize(values.columns()).endsWith("margin");
        assertThat(scores.dimensions()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"15, 4", "0, 4", "16, 0"})
    void tooFewImagesOrNoDimensionsAreRefused(int images, int dimensions) {
        FloatMatrix embeddings = new FloatMatrix(images, dimensions, new float[images * dimensions]);
        assertThatThrownBy(() -> DriftScores.fit(embeddings, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16");
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 2", "4, 3, 3"})
    void embeddingsOfAnotherLengthOrTooFewMarginsAreRefused(int columns, int rows, int margins) {
        DriftScores scores = DriftScores.fit(drawn(8, 50, 3), 1);
        assertThatThrownBy(() -> scores.of(drawn(9, rows, columns), new float[margins]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 3 dimensions");
    }

    @Test
    void tensorsHoldEveryScoreBitForBit() {
        DriftScores scores = DriftScores.fit(drawn(10, 100, 200), 2);
        NamedTensors tensors = new NamedTensors();
        scores.addTo(tensors);
        DriftScores read = DriftScores.from(new NamedTensors(tensors.all()));
        FloatMatrix images = drawn(11, 30, 200);
        assertThat(read.of(images, new float[30]).values())
                .containsExactly(scores.of(images, new float[30]).values());
        assertThat(read.names()).isEqualTo(scores.names());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 33})
    void productsAreThoseOfThePlainLoop(int length) {
        Random random = new Random(length);
        float[] vector = new float[length];
        float[][] rows = new float[length][5];
        double[] expected = new double[5];
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
            for (int j = 0; j < 5; j++) {
                rows[i][j] = (float) random.nextGaussian();
                expected[j] += (double) vector[i] * rows[i][j];
            }
        }
        float[] result = {9, 9, 9, 9, 9};
        Projections.multiply(vector, rows, result);
        for (int j = 0; j < 5; j++) {
            assertThat((double) result[j]).isCloseTo(expected[j], within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 50})
    void aShuffleHoldsEveryNumberOnce(int n) {
        assertThat(Shuffle.of(n, new Random(1)))
                .containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
    }

    @Test
    void everyOrderIsEquallyLikely() {
        Random random = new Random(3);
        int[] found = new int[27];
        for (int run = 0; run < 6_000; run++) {
            int[] order = Shuffle.of(3, random);
            found[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        assertThat(Arrays.stream(found).filter(times -> times > 0))
                .hasSize(6)
                .allSatisfy(times -> assertThat(times).isBetween(880, 1_120));
    }
}

package dev.pentimento.learning.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final int CLASSES = 3;
    private static final int POINTS = 300;

    /** Row i has label i mod 3; rows 0..59 are wrong (the next class), 60..89 right at 0.5, the rest right at 0.9. */
    private static final int WRONG = 60;

    private static final int DOUBTFUL = 90;

    @Test
    void anchorsAreErrorsAndDoubtfulPointsPartnersAreRightOnesOfTheTrueAndOfThePredictedClass() {
        Pairs pairs = Pairs.of(points(), probabilities(), settings(false, false), 1);

        assertThat(pairs.anchors()).isEqualTo(IntStream.range(0, DOUBTFUL).toArray());
        int seen = 0;
        for (Pairs.Batch batch : pairs.epoch(1, 7)) {
            for (int a = 0; a < batch.anchors().length; a++) {
                int anchor = batch.anchors()[a];
                int predicted = anchor < WRONG ? (anchor + 1) % CLASSES : anchor % CLASSES;
                for (int p = 0; p < 8; p++) {
                    int partner = batch.partners()[a * 8 + p];
                    assertThat(partner).isGreaterThanOrEqualTo(DOUBTFUL);
                    assertThat(batch.positive()[a * 8 + p]).isEqualTo(p < 4 ? 1 : 0);
                    assertThat(partner % CLASSES).isEqualTo(p < 4 ? anchor % CLASSES : predicted);
                }
                seen++;
            }
        }
        assertThat(seen).isEqualTo(DOUBTFUL);
    }

    @Test
    void withoutAConfidenceToSkipOnlyErrorsAreAnchorsAndAllRightPointsPartners() {
        Pairs pairs = Pairs.of(points(), probabilities(), new PairSettings(0, 4, false, false), 1);

        assertThat(pairs.anchors()).isEqualTo(IntStream.range(0, WRONG).toArray());
        assertThat(Arrays.stream(partnersOf(pairs, 1)).min().orElseThrow()).isLessThan(DOUBTFUL);
    }

    @Test
    void partnersStayOrAreDrawnAnewInEachEpochAndTheOrderAlwaysChanges() {
        Pairs fixed = Pairs.of(points(), probabilities(), settings(false, false), 1);
        Pairs fresh = Pairs.of(points(), probabilities(), settings(false, true), 1);

        assertThat(sortedPartners(fixed, 1)).isEqualTo(sortedPartners(fixed, 2));
        assertThat(sortedPartners(fresh, 1)).isNotEqualTo(sortedPartners(fresh, 2));
        assertThat(fixed.epoch(1, 7).get(0).anchors())
                .isNotEqualTo(fixed.epoch(2, 7).get(0).anchors());
    }

    @Test
    void theSameSeedGivesTheSamePairsInWhateverOrderEpochsAreAskedFor() {
        for (boolean fresh : List.of(false, true)) {
            Pairs first = Pairs.of(points(), probabilities(), settings(true, fresh), 5);
            Pairs second = Pairs.of(points(), probabilities(), settings(true, fresh), 5);
            Pairs other = Pairs.of(points(), probabilities(), settings(true, fresh), 6);
            second.epoch(3, 7);

            assertThat(partnersOf(first, 2)).isEqualTo(partnersOf(second, 2));
            assertThat(partnersOf(first, 2)).isNotEqualTo(partnersOf(other, 2));
            assertThat(first.anchors()).isEqualTo(second.anchors());
        }
    }

    @Test
    void balancingKeepsAsManyAnchorsOfEachClassAsTheRarestHas() {
        // Class 0 has 30 errors and doubtful points, the others five each.
        LabelledRows points = points();
        float[] opinion = probabilities().values().clone();
        for (int i = 15; i < DOUBTFUL; i++) {
            if (i % CLASSES != 0) {
                put(opinion, i, i % CLASSES, 0.9f);
            }
        }
        Pairs pairs = Pairs.of(points, new FloatMatrix(POINTS, CLASSES, opinion), settings(true, false), 3);

        int[] counts = new int[CLASSES];
        Arrays.stream(pairs.anchors()).forEach(anchor -> counts[anchor % CLASSES]++);
        assertThat(counts).containsExactly(5, 5, 5);
    }

    @Test
    void anchorsWhoseClassesHaveNoPartnersAreLeftOut() {
        float[] opinion = probabilities().values().clone();
        for (int i = DOUBTFUL; i < POINTS; i++) {
            if (i % CLASSES == 2) {
                put(opinion, i, 2, 0.5f);
            }
        }
        Pairs pairs = Pairs.of(points(), new FloatMatrix(POINTS, CLASSES, opinion), settings(false, false), 3);

        // Left are those of class 0 taken for 1, and the doubtful ones of 0 and 1.
        assertThat(IntStream.of(pairs.anchors()).boxed())
                .allMatch(i -> i < WRONG ? i % CLASSES == 0 : i % CLASSES != 2);
        assertThat(pairs.size()).isEqualTo(20 + 20);
    }

    @Test
    void whereNothingIsWrongThereAreNoPairsAndItIsSaid() {
        float[] opinion = new float[POINTS * CLASSES];
        for (int i = 0; i < POINTS; i++) {
            put(opinion, i, i % CLASSES, 0.9f);
        }

        assertThatThrownBy(
                        () -> Pairs.of(points(), new FloatMatrix(POINTS, CLASSES, opinion), settings(false, false), 3))
                .hasMessageStartingWith("no pairs: of 300 points none is wrong");
        assertThatThrownBy(() -> new PairSettings(1, 4, false, false))
                .hasMessage("skip confidence must be in [0, 1): 1.0");
    }

    private static int[] partnersOf(Pairs pairs, int epoch) {
        return pairs.epoch(epoch, 7).stream()
                .flatMapToInt(batch -> Arrays.stream(batch.partners()))
                .toArray();
    }

    private static int[] sortedPartners(Pairs pairs, int epoch) {
        int[] partners = partnersOf(pairs, epoch);
        Arrays.sort(partners);
        return partners;
    }

    private static PairSettings settings(boolean balanced, boolean fresh) {
        return new PairSettings(0.58, 4, balanced, fresh);
    }

    private static LabelledRows points() {
        return new LabelledRows(
                new FloatMatrix(POINTS, 2, new float[2 * POINTS]),
                IntStream.range(0, POINTS).map(i -> i % CLASSES).toArray());
    }

    private static FloatMatrix probabilities() {
        float[] values = new float[POINTS * CLASSES];
        for (int i = 0; i < POINTS; i++) {
            int predicted = i < WRONG ? (i + 1) % CLASSES : i % CLASSES;
            put(values, i, predicted, i >= WRONG && i < DOUBTFUL ? 0.5f : 0.9f);
        }
        return new FloatMatrix(POINTS, CLASSES, values);
    }

    private static void put(float[] values, int row, int predicted, float confidence) {
        for (int c = 0; c < CLASSES; c++) {
            values[row * CLASSES + c] = c == predicted ? confidence : (1 - confidence) / (CLASSES - 1);
        }
    }
}

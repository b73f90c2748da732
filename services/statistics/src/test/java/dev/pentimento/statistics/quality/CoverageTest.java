package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
    private static double distance(long[] all, long[] labelled) {
        return new Coverage(all, labelled).distance();
    }

    @Test
    void labelsInTheSharesOfAllImagesAreAtNoDistance() {
        assertThat(distance(new long[] {100, 300}, new long[] {10, 30})).isZero();
        assertThat(distance(new long[] {7, 9}, new long[] {7, 9})).isZero();
    }

    @Test
    void labelsOfOneSliceOnlyMissTheOthersShare() {
        assertThat(distance(new long[] {250, 750}, new long[] {40, 0})).isCloseTo(.75, within(1e-12));
        assertThat(distance(new long[] {250, 250, 500}, new long[] {0, 0, 1})).isCloseTo(.5, within(1e-12));
    }

    @Test
    void withoutImagesOrLabelsThereIsNoDistance() {
        assertThat(distance(new long[3], new long[3])).isZero();
        assertThat(distance(new long[] {5, 5}, new long[2])).isZero();
        assertThat(distance(new long[0], new long[0])).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itIsHalfTheSumOfTheAbsoluteDifferences(long seed) {
        Random random = new Random(seed);
        long[] all = random.longs(6, 10, 100).toArray();
        long[] labelled = new long[6];
        double of = 0;
        double with = 0;
        for (int i = 0; i < 6; i++) {
            labelled[i] = random.nextInt(10);
            of += all[i];
            with += labelled[i];
        }
        double larger = 0;
        for (int i = 0; i < 6; i++) {
            larger += Math.max(0, labelled[i] / with - all[i] / of);
        }
        assertThat(distance(all, labelled))
                .as("what some slices have too much, others have too little")
                .isCloseTo(larger, within(1e-12))
                .isBetween(0.0, 1.0);
    }

    @Test
    void slicesThatDoNotMatchAreRefused() {
        assertThatThrownBy(() -> new Coverage(new long[2], new long[3]))
                .hasMessageContaining("2")
                .hasMessageContaining("3");
    }

    /** Two arms compared: coverage is by the class that the baseline names. */
    @Test
    void pairedCountsKnowTheirCoverage() {
        PairedCounts counts = new PairedCounts(2);
        for (int i = 0; i < 8; i++) {
            counts.addOpinions(i % 2, 0);
        }
        counts.addLabel(1, 0, 0);
        counts.addLabel(1, 0, 1);
        Coverage coverage = counts.coverage();
        assertThat(coverage.all()).containsExactly(4, 4);
        assertThat(coverage.labelled()).containsExactly(2, 0);
        assertThat(coverage.distance()).isCloseTo(.5, within(1e-12));
    }
}

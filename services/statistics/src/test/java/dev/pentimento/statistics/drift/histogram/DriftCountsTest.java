package dev.pentimento.statistics.drift.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftCountsTest {
    private static final HistogramShape SHAPE = new HistogramShape(2, 3);

    private static DriftCounts drawn(Random random) {
        return new DriftCounts(
                SHAPE, random.nextInt(100), random.longs(SHAPE.size(), 0, 50).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void addingDependsNeitherOnOrderNorOnGrouping(long seed) {
        Random random = new Random(seed);
        DriftCounts a = drawn(random);
        DriftCounts b = drawn(random);
        DriftCounts c = drawn(random);
        assertThat(a.plus(b).plus(c)).isEqualTo(c.plus(b.plus(a)));
        assertThat(a.plus(DriftCounts.none(SHAPE))).isEqualTo(a);
        assertThat(a.plus(b).images()).isEqualTo(a.images() + b.images());
    }

    @Test
    void anArrayHoldsTheImagesAndEveryCount() {
        DriftCounts counts = drawn(new Random(4));
        long[] array = counts.toArray();
        assertThat(array).hasSize(1 + 2 * 14 + 3);
        assertThat(array[0]).isEqualTo(counts.images());
        assertThat(DriftCounts.fromArray(SHAPE, array)).isEqualTo(counts).hasSameHashCodeAs(counts);
    }

    @Test
    void partsTogetherAreTheWhole() {
        DriftCounts counts = drawn(new Random(5));
        for (int h = 0; h < SHAPE.histograms(); h++) {
            long[] part = counts.part(h);
            assertThat(part).hasSize(SHAPE.length(h));
            for (int i = 0; i < part.length; i++) {
                assertThat(part[i]).isEqualTo(counts.at(SHAPE.offset(h) + i));
            }
        }
        assertThat(counts.classes()).isEqualTo(counts.part(2));
    }

    @Test
    void countsOfAnotherShapeOrLengthAreRefused() {
        DriftCounts counts = drawn(new Random(6));
        DriftCounts other = DriftCounts.none(new HistogramShape(2, 4));
        assertThatThrownBy(() -> counts.plus(other)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DriftCounts.fromArray(SHAPE, new long[31])).hasMessageContaining("32");
        assertThatThrownBy(() -> new DriftCounts(SHAPE, 1, new long[30])).hasMessageContaining("31");
        assertThat(counts).isNotEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "2, 0", "-1, 1"})
    void thereIsNoHistogramWithoutScoresOrClasses(int scores, int classes) {
        assertThatThrownBy(() -> new HistogramShape(scores, classes)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "12, 1000"})
    void histogramsLieOneBehindAnother(int scores, int classes) {
        HistogramShape shape = new HistogramShape(scores, classes);
        int end = 0;
        for (int h = 0; h < shape.histograms(); h++) {
            assertThat(shape.offset(h)).isEqualTo(end);
            end += shape.length(h);
        }
        assertThat(shape.size()).isEqualTo(end);
    }
}

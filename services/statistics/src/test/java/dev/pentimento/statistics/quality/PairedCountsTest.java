package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PairedCountsTest {
    private static PairedCounts sample() {
        PairedCounts counts = new PairedCounts(3);
        int[][] images = {{0, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 2, 1}, {2, 0, 1}};
        for (int[] image : images) {
            counts.addOpinions(image[1], image[2]);
            counts.addLabel(image[0], image[1], image[2]);
        }
        counts.addOpinions(2, 2);
        return counts;
    }

    @Test
    void aFlipHelpsHurtsOrDoesNeither() {
        PairedCounts counts = sample();
        assertThat(counts.compared()).isEqualTo(6);
        assertThat(counts.flips()).isEqualTo(4);
        assertThat(counts.labelled()).isEqualTo(5);
        assertThat(counts.helped()).isEqualTo(2);
        assertThat(counts.hurt()).isEqualTo(1);
        assertThat(counts.labelled(0)).isEqualTo(3);
        assertThat(counts.helped(0)).isEqualTo(1);
        assertThat(counts.hurt(0)).isEqualTo(1);
        assertThat(counts.helped(1)).isEqualTo(1);
        assertThat(counts.hurt(2)).isZero();
    }

    @Test
    void mergingIsTheInverseOfSplitting() {
        PairedCounts counts = sample();
        PairedCounts part = new PairedCounts(3);
        part.addOpinions(1, 2);
        part.addLabel(2, 1, 2);
        counts.merge(part);
        assertThat(counts).isNotEqualTo(sample());

        PairedCounts whole = sample();
        whole.addOpinions(1, 2);
        whole.addLabel(2, 1, 2);
        assertThat(counts).isEqualTo(whole);
    }

    @Test
    void stateTravelsAsAnArray() {
        assertThat(PairedCounts.fromArray(3, sample().toArray())).isEqualTo(sample());
        assertThatThrownBy(() -> PairedCounts.fromArray(2, sample().toArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.pentimento.statistics.drift.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.NamedTensors;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceHistogramsTest {
    private static final List<String> NAMES = List.of("up", "down");
    private static final int IMAGES = 400;

    private static FloatMatrix scores(Random random, int images) {
        float[] values = new float[2 * images];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FloatMatrix(images, 2, values);
    }

    private static int[] classes(Random random, int images) {
        return random.ints(images, 0, 3).toArray();
    }

    private static ReferenceHistograms reference(long seed) {
        Random random = new Random(seed);
        return ReferenceHistograms.fit(NAMES, scores(random, IMAGES), classes(random, IMAGES), 4);
    }

    @Test
    void sharesOfEachHistogramSumToOne() {
        ReferenceHistograms reference = reference(1);
        for (int h = 0; h < 3; h++) {
            assertThat(Arrays.stream(reference.shape().part(reference.shares(), h))
                            .sum())
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void aClassThatNeverOccurredMayStillCome() {
        ReferenceHistograms reference = reference(1);
        double[] weights = reference.shape().part(reference.weights(), 2);
        assertThat(weights[3]).isEqualTo(.5);
        assertThat(reference.classShares()[3]).isZero();
        assertThat(Arrays.stream(reference.classShares()).sum()).isCloseTo(1, within(1e-12));
        assertThat(reference.classes()).isEqualTo(4);
        assertThat(reference.names()).isEqualTo(NAMES);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyImageFallsIntoOneBinOfEachHistogram(long seed) {
        Random random = new Random(seed);
        DriftCounts counts = reference(seed).count(scores(random, 77), classes(random, 77));
        for (int h = 0; h < 3; h++) {
            assertThat(Arrays.stream(counts.part(h)).sum()).isEqualTo(77);
        }
        assertThat(counts.images()).isEqualTo(77);
        assertThat(Arrays.stream(counts.classes()).sum()).isEqualTo(77);
    }

    /** Else a score's share could move although no image did. */
    @Test
    void theReferencesOwnImagesHaveItsWeights() {
        Random random = new Random(5);
        FloatMatrix scores = scores(random, IMAGES);
        int[] classes = classes(random, IMAGES);
        ReferenceHistograms reference = ReferenceHistograms.fit(NAMES, scores, classes, 4);
        DriftCounts counts = reference.count(scores, classes);
        for (int h = 0; h < 2; h++) {
            double[] weights = reference.shape().part(reference.weights(), h);
            weights[13]--; // the one more is the last bin's
            assertThat(Arrays.stream(counts.part(h)).asDoubleStream().toArray()).containsExactly(weights);
        }
    }

    @Test
    void valuesBeyondEverythingSeenFallIntoTheOutermostBins() {
        DriftCounts counts = reference(1)
                .count(
                        new FloatMatrix(
                                2, 2, new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -1e30f, 1e30f}),
                        new int[2]);
        assertThat(counts.part(0)[0]).isEqualTo(2);
        assertThat(counts.part(1)[13]).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 100})
    void aClassOutOfRangeIsRefused(int named) {
        ReferenceHistograms reference = reference(1);
        assertThatThrownBy(() -> reference.count(new FloatMatrix(1, 2, new float[2]), new int[] {named}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(named));
        assertThatThrownBy(
                        () -> ReferenceHistograms.fit(NAMES, new FloatMatrix(1, 2, new float[2]), new int[] {named}, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tensorsHoldEverythingBitForBit() {
        ReferenceHistograms reference = reference(7);
        NamedTensors tensors = new NamedTensors();
        reference.addTo(tensors);
        ReferenceHistograms read = ReferenceHistograms.from(new NamedTensors(tensors.all()), NAMES);
        assertThat(read.weights()).containsExactly(reference.weights());
        Random random = new Random(8);
        FloatMatrix scores = scores(random, 200);
        int[] classes = classes(random, 200);
        assertThat(read.count(scores, classes)).isEqualTo(reference.count(scores, classes));
    }

    @Test
    void tensorsOfAnotherShapeAreRefusedByName() {
        NamedTensors tensors = new NamedTensors();
        reference(7).addTo(tensors);
        assertThatThrownBy(() -> ReferenceHistograms.from(tensors, List.of("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reference.edges");
    }

    @Test
    void countsOfNoImageChangeNothing() {
        ReferenceHistograms reference = reference(1);
        DriftCounts counts = reference.count(scores(new Random(2), 9), new int[9]);
        assertThat(reference.noCounts().plus(counts)).isEqualTo(counts);
        assertThat(reference.counts(counts.toArray())).isEqualTo(counts);
    }
}

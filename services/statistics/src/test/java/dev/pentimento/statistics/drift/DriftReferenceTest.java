package dev.pentimento.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.Scenery.Drift;
import dev.pentimento.statistics.drift.Scenery.Sample;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import dev.pentimento.tensors.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftReferenceTest {
    private static final Scenery SCENERY = new Scenery(1);

    private static FloatMatrix gaussian(Random random, int rows, double... deviations) {
        float[] values = new float[rows * deviations.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (5 + deviations[i % deviations.length] * random.nextGaussian());
        }
        return new FloatMatrix(rows, deviations.length, values);
    }

    @Test
    void countingInPartsAndAddingIsCountingAtOnce() {
        DriftReference reference = SCENERY.reference(new Random(2), 500);
        Sample sample = SCENERY.sample(new Random(3), 101, Drift.NONE);
        DriftCounts parts = reference.noCounts();
        for (int from = 0; from < 101; from += 40) {
            int[] rows = java.util.stream.IntStream.range(from, Math.min(101, from + 40))
                    .toArray();
            int[] predicted =
                    Arrays.stream(rows).map(row -> sample.predicted()[row]).toArray();
            float[] margins = Arrays.copyOfRange(sample.margins(), from, from + rows.length);
            parts = reference
                    .count(sample.embeddings().select(rows), predicted, margins)
                    .plus(parts);
        }
        assertThat(parts).isEqualTo(sample.countedBy(reference));
        assertThat(parts.images()).isEqualTo(101);
        assertThat(reference.counts(parts.toArray())).isEqualTo(parts);
    }

    @Test
    void whatIsStoredAsTensorsCountsTheSame() {
        DriftReference reference = SCENERY.reference(new Random(2), 500);
        DriftReference read = DriftReference.fromTensors(reference.toTensors());
        Sample sample = SCENERY.sample(new Random(3), 300, Drift.NONE);

        assertThat(sample.countedBy(read)).isEqualTo(sample.countedBy(reference));
        assertThat(read.mean()).isEqualTo(reference.mean());
        assertThat(read.standardDeviation()).isEqualTo(reference.standardDeviation());
        assertThat(read.histograms().weights()).isEqualTo(reference.histograms().weights());
        assertThat(read.images()).isEqualTo(500);
        assertThat(read.map(sample.embeddings()).values())
                .isEqualTo(reference.map(sample.embeddings()).values());
    }

    @Test
    void aMissingTensorIsSaidByName() {
        Map<String, Tensor> tensors =
                new HashMap<>(SCENERY.reference(new Random(2), 100).toTensors());
        tensors.remove("reference.edges");
        assertThatThrownBy(() -> DriftReference.fromTensors(tensors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reference.edges");
    }

    @Test
    void newImagesFallIntoEveryBinAsOftenAsItsWeightSays() {
        DriftReference reference = SCENERY.reference(new Random(4), 4_000);
        DriftCounts counts = SCENERY.sample(new Random(5), 40_000, Drift.NONE).countedBy(reference);
        HistogramShape shape = reference.histograms().shape();
        for (int h = 0; h < shape.scores(); h++) {
            for (int i = shape.offset(h); i < shape.offset(h) + shape.length(h); i++) {
                double expected = reference.histograms().weights()[i] / 4_001;
                assertThat(counts.at(i) / 40_000.0)
                        .as("score %s, bin %s", h, i - shape.offset(h))
                        .isCloseTo(expected, within(5 * Math.sqrt(expected / 4_000 + expected / 40_000)));
            }
        }
    }

    @Test
    void weightsSumToOneMoreThanTheImages() {
        DriftReference reference = SCENERY.reference(new Random(4), 777);
        HistogramShape shape = reference.histograms().shape();
        for (int h = 0; h < shape.scores(); h++) {
            assertThat(Arrays.stream(shape.part(reference.histograms().weights(), h))
                            .sum())
                    .isEqualTo(778);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 200})
    void anyNumberOfDimensionsWillDo(int dimensions) {
        Random random = new Random(6);
        double[] deviations = new double[dimensions];
        Arrays.fill(deviations, 1);
        FloatMatrix embeddings = gaussian(random, 900, deviations);
        DriftReference reference = DriftReference.fit(embeddings, new int[900], new float[900], 2, 1);

        DriftCounts counts = reference.count(gaussian(random, 50, deviations), new int[50], new float[50]);

        assertThat(counts.images()).isEqualTo(50);
        assertThat(reference.scores().names()).hasSize(Math.min(8, dimensions) + 4);
        assertThat(reference.map(embeddings).columns()).isEqualTo(2);
    }

    @Test
    void constantDimensionsAndConstantMarginsRaiseNoAlarm() {
        Random random = new Random(7);
        FloatMatrix embeddings = gaussian(random, 2_000, 1, 0, 2, 0, 0);
        DriftReference reference = DriftReference.fit(embeddings, new int[2_000], new float[2_000], 3, 1);
        DriftDetector detector = new DriftDetector(reference.histograms(), 10_000);
        while (detector.images() < 5_000) {
            detector.step(reference.count(gaussian(random, 32, 1, 0, 2, 0, 0), new int[32], new float[32]));
        }
        assertThat(detector.drifted()).isFalse();
        assertThat(Double.isFinite(detector.evidence())).isTrue();

        while (!detector.drifted() && detector.images() < 10_000) {
            detector.step(reference.count(gaussian(random, 32, 1, .5, 2, 0, 0), new int[32], new float[32]));
        }
        assertThat(detector.images())
                .as("a dimension that was constant begins to vary")
                .isLessThan(5_200);
    }

    @Test
    void theMapIsTheDirectionOfLargestVariance() {
        FloatMatrix embeddings = gaussian(new Random(8), 2_000, .1, 3, .2);
        FloatMatrix map = DriftScores.fit(embeddings, 1).map(embeddings);
        for (int row = 0; row < 2_000; row += 100) {
            assertThat(map.at(row, 0)).isCloseTo(embeddings.at(row, 1) - 5, within(.5f));
        }
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        FloatMatrix embeddings = gaussian(new Random(9), 100, 1, 1);
        assertThatThrownBy(() -> DriftReference.fit(embeddings, new int[99], new float[100], 2, 1))
                .isInstanceOf(IllegalArgumentException.class);
        DriftReference reference = DriftReference.fit(embeddings, new int[100], new float[100], 2, 1);
        assertThatThrownBy(() -> reference.count(gaussian(new Random(9), 3, 1), new int[3], new float[3]))
                .hasMessageContaining("dimensions");
        assertThatThrownBy(() -> reference.count(embeddings, new int[3], new float[100]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

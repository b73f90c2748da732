package dev.pentimento.statistics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityCountsTest {
    private record Judged(int trueClass, int predicted, float[] probabilities) {}

    private static List<Judged> draw(int images, int classes, long seed) {
        Random random = new Random(seed);
        List<Judged> drawn = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] probabilities = new float[classes];
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[c] = (float) Math.exp(3 * random.nextGaussian());
                sum += probabilities[c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[c] /= sum;
            }
            int predicted = new FloatMatrix(1, classes, probabilities).argMax()[0];
            drawn.add(new Judged(random.nextInt(classes), predicted, probabilities));
        }
        return drawn;
    }

    private static QualityCounts count(List<Judged> images, int classes) {
        QualityCounts counts = new QualityCounts(classes);
        images.forEach(image -> counts.add(image.trueClass, image.predicted, image.probabilities));
        return counts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrderAndAnySplitGiveTheSameBits(long seed) {
        List<Judged> images = draw(500, 5, seed);
        QualityCounts whole = count(images, 5);
        List<Judged> shuffled = new ArrayList<>(images);
        Collections.shuffle(shuffled, new Random(seed));

        QualityCounts merged = count(shuffled.subList(300, 500), 5);
        merged.merge(count(shuffled.subList(0, 17), 5));
        merged.merge(count(shuffled.subList(17, 300), 5));

        assertThat(merged).isEqualTo(whole);
        assertThat(merged.figures()).isEqualTo(whole.figures());
    }

    @Test
    void subtractingTakesBackExactlyWhatAddingDid() {
        List<Judged> images = draw(200, 4, 7);
        QualityCounts counts = count(images, 4);
        images.subList(50, 200)
                .forEach(image -> counts.subtract(image.trueClass, image.predicted, image.probabilities));

        assertThat(counts).isEqualTo(count(images.subList(0, 50), 4));
    }

    @Test
    void aRowOfAMatrixCountsLikeAnArray() {
        List<Judged> images = draw(3, 4, 8);
        FloatMatrix matrix =
                FloatMatrix.ofRows(images.stream().map(Judged::probabilities).toArray(float[][]::new), 4);
        QualityCounts counts = new QualityCounts(4);
        for (int i = 0; i < 3; i++) {
            counts.add(images.get(i).trueClass, images.get(i).predicted, matrix, i);
        }
        assertThat(counts).isEqualTo(count(images, 4));

        counts.subtract(images.get(2).trueClass, images.get(2).predicted, matrix.row(2));
        assertThat(counts).isEqualTo(count(images.subList(0, 2), 4));
    }

    @Test
    void stateTravelsAsAnArray() {
        QualityCounts counts = count(draw(30, 3, 9), 3);
        assertThat(QualityCounts.fromArray(3, counts.toArray())).isEqualTo(counts);
        assertThatThrownBy(() -> QualityCounts.fromArray(4, counts.toArray()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutLabelsThereAreNoMeans() {
        QualityFigures figures = new QualityCounts(3).figures();
        assertThat(figures.labelled()).isZero();
        assertThat(figures.accuracy()).isNull();
        assertThat(figures.balancedAccuracy()).isNull();
        assertThat(figures.macroF1()).isNull();
        assertThat(figures.weightedF1()).isNull();
        assertThat(figures.logLoss()).isNull();
        assertThat(figures.brierScore()).isNull();
        assertThat(figures.calibrationError()).isNull();
        assertThat(figures.precision()).containsExactly(0.0, 0.0, 0.0);
        assertThat(figures.recall()).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void whatIsNoProbabilityIsRefusedAndLeavesTheCountsAlone() {
        QualityCounts counts = new QualityCounts(2);
        assertThatThrownBy(() -> counts.add(0, 1, new float[] {Float.NaN, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counts.add(0, 1, new float[] {-.5f, 1.5f}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counts.add(2, 1, new float[] {.5f, .5f})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counts.add(0, 1, new float[] {1})).isInstanceOf(IllegalArgumentException.class);
        assertThat(counts).isEqualTo(new QualityCounts(2));
    }
}

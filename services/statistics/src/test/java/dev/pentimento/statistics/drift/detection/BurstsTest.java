package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BurstsTest {
    private static final HistogramShape SHAPE = new HistogramShape(3, 5);

    private static double[] even() {
        double[] weights = new double[SHAPE.size()];
        Arrays.fill(weights, 10);
        return weights;
    }

    /** Images that come {@code burst} at a time, all of a burst alike. */
    private static DriftCounts step(Random random, int images, int burst) {
        long[] counts = new long[SHAPE.size()];
        for (int i = 0; i < images; i += burst) {
            for (int h = 0; h < SHAPE.histograms(); h++) {
                counts[SHAPE.offset(h) + random.nextInt(SHAPE.length(h))] += burst;
            }
        }
        return new DriftCounts(SHAPE, images, counts);
    }

    private static Bursts observed(long seed, int steps, int burst) {
        Random random = new Random(seed);
        Bursts bursts = new Bursts(SHAPE);
        for (int i = 0; i < steps; i++) {
            bursts.observe(step(random, 32, burst), even());
        }
        return bursts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void independentImagesCountInFull(long seed) {
        assertThat(observed(seed, 400, 1).factor()).isBetween(1.0, 1.35);
    }

    /** The variance of the shares is that of a {@code burst}-th of the images; 15 % more is caution. */
    @ParameterizedTest
    @CsvSource({"2, 1", "4, 2", "8, 3", "16, 4"})
    void imagesThatComeInBurstsCountOncePerBurst(int burst, long seed) {
        assertThat(observed(seed, 400, burst).factor()).isBetween(burst * 0.95, burst * 1.5);
    }

    @Test
    void nothingIsKnownBeforeTheSecondStep() {
        assertThat(observed(1, 0, 8).factor()).isEqualTo(1);
        assertThat(observed(1, 1, 8).factor()).isEqualTo(1);
        assertThat(observed(1, 5, 16).factor()).isGreaterThan(1);
    }

    @Test
    void aHistogramWithOneFilledBinIsLeftOut() {
        double[] weights = even();
        for (int h = 0; h < SHAPE.histograms(); h++) {
            Arrays.fill(weights, SHAPE.offset(h) + 1, SHAPE.offset(h) + SHAPE.length(h), 0);
        }
        Bursts bursts = new Bursts(SHAPE);
        for (int i = 0; i < 10; i++) {
            bursts.observe(step(new Random(i), 32, 8), weights);
        }
        assertThat(bursts.factor()).isEqualTo(1);
    }

    @Test
    void savedKnowledgeGoesOnBitForBit() throws IOException {
        Bursts whole = observed(9, 20, 4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.write(new DataOutputStream(bytes));
        Bursts restored = new Bursts(SHAPE);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        DriftCounts next = step(new Random(10), 32, 4);
        whole.observe(next, even());
        restored.observe(next, even());
        assertThat(restored.factor()).isEqualTo(whole.factor());
    }
}

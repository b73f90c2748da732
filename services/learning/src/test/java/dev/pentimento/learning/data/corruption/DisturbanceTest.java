package dev.pentimento.learning.data.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.image.ImagePixels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisturbanceTest {
    private static final int SIDE = 28;

    @ParameterizedTest
    @EnumSource
    void eachStrengthChangesAnImageMoreAndKeepsItsShapeAndRange(Disturbance disturbance) {
        ImagePixels image = image(3);
        double last = 0;
        for (int strength = 1; strength <= Disturbance.STRENGTHS; strength++) {
            ImagePixels changed = disturbance.apply(image, strength, new Random(1));
            assertThat(changed.channels()).isEqualTo(3);
            double difference = 0;
            for (int i = 0; i < changed.values().length; i++) {
                assertThat(changed.values()[i]).isBetween(0f, 1f);
                difference += Math.abs(changed.values()[i] - image.values()[i]);
            }
            assertThat(difference).as("strength %d", strength).isGreaterThan(last);
            last = difference;
        }
    }

    @Test
    void squaresOfACoarseImageHaveTheirMean() {
        ImagePixels image = image(1);
        float[] coarse = Disturbance.COARSE.apply(image, 1, new Random(1)).values();
        int at = SIDE / 2 * SIDE + SIDE / 2;
        int[] square = {at, at + 1, at + SIDE, at + SIDE + 1};
        float mean = 0;
        for (int pixel : square) {
            mean += image.values()[pixel] / square.length;
        }
        for (int pixel : square) {
            assertThat(coarse[pixel]).isCloseTo(mean, within(1e-6f));
        }
        assertThat(coarse[at + 2]).isNotCloseTo(mean, within(1e-3f));
    }

    @Test
    void aShearMovesRowsByTheirDistanceFromTheMiddle() {
        float[] values = new float[9 * 9];
        values[4] = 1; // in the first row, four above the middle
        values[4 * 9 + 4] = 1;
        ImagePixels sheared = ImageFilters.transform(new ImagePixels(1, 9, 9, values), 1, 0.5, 0, 1);
        assertThat(sheared.values()[4 * 9 + 4]).isEqualTo(1);
        assertThat(sheared.values()[6]).as("two columns to the right").isEqualTo(1);
    }

    @Test
    void aSmallerImageHasABlackBorder() {
        float[] white = new float[SIDE * SIDE];
        Arrays.fill(white, 1);
        float[] smaller = Disturbance.SMALLER
                .apply(new ImagePixels(1, SIDE, SIDE, white), 3, new Random(1))
                .values();
        assertThat(smaller[SIDE / 2 * SIDE + 2]).isZero();
        assertThat(smaller[SIDE / 2 * SIDE + SIDE / 2]).isEqualTo(1);
    }

    /** Soft shapes in the middle, black at the border. */
    private static ImagePixels image(int channels) {
        float[] values = new float[channels * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            int y = i / SIDE % SIDE - SIDE / 2;
            int x = i % SIDE - SIDE / 2;
            double shape = Math.max(0, 1 - (y * y + x * x) / 150.0) * (0.6 + 0.4 * Math.sin(x * 0.9 + y * 0.4));
            values[i] = (float) Math.min(1, shape);
        }
        return new ImagePixels(channels, SIDE, SIDE, values);
    }
}

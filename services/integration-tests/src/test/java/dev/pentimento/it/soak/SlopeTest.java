package dev.pentimento.it.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values by hand, and a leak that must be found. */
class SlopeTest {
    private static final List<Long> IMAGES = List.of(100_000L, 200_000L, 300_000L, 400_000L, 500_000L);

    @Test
    void aStraightLineHasItsSlopeAndNoError() {
        Slope slope = Slope.of("heap", IMAGES, List.of(98.0, 99.0, 100.0, 101.0, 102.0));

        assertThat(slope.growth()).isCloseTo(0.01, within(1e-12));
        assertThat(slope.error()).isCloseTo(0, within(1e-12));
        assertThat(slope.atMost(0.0101)).isTrue();
        assertThat(slope.atMost(0.0099)).isFalse();
    }

    /** y = 1, 3, 2, 5, 4: slope 0.8, residual sum of squares 3.6, so the error is sqrt(3.6 / 3 / 10) = 0.34641. */
    @Test
    void scatterGivesAnError() {
        Slope slope = Slope.of("heap", IMAGES, List.of(1.0, 3.0, 2.0, 5.0, 4.0));

        assertThat(slope.growth()).isCloseTo(0.8 / 3, within(1e-12));
        assertThat(slope.error()).isCloseTo(0.34641016 / 3, within(1e-8));
    }

    /** A leak of 64 bytes an image in a heap of 200 MB, under noise of 2 %, is found within two million images. */
    @Test
    void aLeakIsFoundUnderNoise() {
        SplittableRandom random = new SplittableRandom(5);
        List<Long> images = new ArrayList<>();
        List<Double> leaking = new ArrayList<>();
        List<Double> flat = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            double noise = 4e6 * random.nextGaussian();
            images.add(400_000L + i * 20_000L);
            leaking.add(200e6 + noise + 64.0 * i * 20_000);
            flat.add(200e6 + noise);
        }

        assertThat(Slope.of("leaking", images, leaking).atMost(0.01)).isFalse();
        assertThat(Slope.of("flat", images, flat).atMost(0.01)).isTrue();
    }
}

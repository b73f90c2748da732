package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HomeWeightsTest {
    private static final HistogramShape SHAPE = new HistogramShape(1, 2);
    private static final boolean[] ALL = {true, true};

    private static double[] weights(double lower, double upper) {
        double[] weights = new double[SHAPE.size()];
        Arrays.fill(weights, 0, 7, lower);
        Arrays.fill(weights, 7, 14, upper);
        Arrays.fill(weights, 14, 16, 7 * (lower + upper) / 2);
        return weights;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    @Test
    void countsLikeTheReferenceFitItBetterThanTheDrift() {
        HomeWeights home = new HomeWeights(SHAPE, weights(100, 100));
        double[] drifted = weights(190, 10);
        assertThat(home.favour(weights(10, 10), drifted, ALL)).isPositive();
        assertThat(home.favour(weights(19, 1), drifted, ALL)).isNegative();
        assertThat(home.favour(weights(10, 10), drifted, new boolean[2]))
                .as("no histogram favours anything")
                .isZero();
        assertThat(home.favour(weights(10, 10), drifted, new boolean[] {false, true}))
                .as("the class did not move")
                .isZero();
    }

    @Test
    void theUnknownHasTheReferencesSharesButOneImageForEachBin() {
        HomeWeights home = new HomeWeights(SHAPE, weights(300, 100));
        double[] unknown = home.unknown();
        assertThat(sum(SHAPE.part(unknown, 0))).isCloseTo(14, within(1e-12));
        assertThat(sum(SHAPE.part(unknown, 1))).isCloseTo(2, within(1e-12));
        assertThat(unknown[0] / unknown[13]).isCloseTo(3, within(1e-12));
        assertThat(home.weights()).as("unchanged").containsExactly(weights(300, 100));
    }

    @Test
    void thePriorIsStrongForCountsLikeTheReferenceAndWeakForOthers() {
        HomeWeights home = new HomeWeights(SHAPE, weights(300, 300));
        double near = sum(SHAPE.part(home.near(weights(20, 20)), 0));
        double far = sum(SHAPE.part(home.near(weights(40, 0)), 0));
        assertThat(near).as("the strongest that is tried").isCloseTo(14 * 128, within(1e-9));
        assertThat(far).isLessThan(near / 8);
    }

    @Test
    void thePriorKeepsTheReferencesShares() {
        HomeWeights home = new HomeWeights(SHAPE, weights(300, 100));
        double[] near = home.near(weights(10, 5));
        assertThat(near[0] / near[13]).isCloseTo(3, within(1e-9));
    }
}

package dev.pentimento.learning.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.training.Gradients;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients against {@code golden_contrastive.py} and against finite differences. */
class PairLossTest {
    private static final int ANCHORS = 3;
    private static final int PARTNERS = 4;
    private static final int DIMENSIONS = 5;
    private static final float[] POSITIVE = {1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0};

    private static final Map<String, PairLoss> LOSSES = Map.of(
            "margin-cosine", new PairLoss.Margin(Distance.COSINE, 0.6),
            "margin-euclidean", new PairLoss.Margin(Distance.EUCLIDEAN, 2.5),
            "soft-nearest-neighbours-cosine", new PairLoss.SoftNearestNeighbours(Distance.COSINE, 0.2),
            "soft-nearest-neighbours-euclidean", new PairLoss.SoftNearestNeighbours(Distance.EUCLIDEAN, 0.7),
            "sigmoid", new PairLoss.Sigmoid(5, -1.5),
            "inverted-sigmoid", new PairLoss.InvertedSigmoid(Math.E, 0.25));

    static Iterable<Map.Entry<String, PairLoss>> losses() {
        return new java.util.TreeMap<>(LOSSES).entrySet();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueAndGradientAreThoseOfPlainPyTorch(Map.Entry<String, PairLoss> named) throws IOException {
        JsonNode golden = golden().path(named.getKey());
        Measured measured = Measured.of(named.getValue(), sines(ANCHORS, 1), sines(ANCHORS * PARTNERS, 100));

        assertThat(measured.loss()).isCloseTo(golden.path("loss").floatValue(), within(1e-5f));
        assertClose(measured.anchors(), golden.path("anchors"));
        assertClose(measured.partners(), golden.path("partners"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theGradientIsThatOfFiniteDifferences(Map.Entry<String, PairLoss> named) {
        float[] anchors = sines(ANCHORS, 1);
        float[] partners = sines(ANCHORS * PARTNERS, 100);
        Measured measured = Measured.of(named.getValue(), anchors, partners);

        assertSlopes(
                measured.anchors(),
                anchors,
                moved -> Measured.of(named.getValue(), moved, partners).loss());
        assertSlopes(
                measured.partners(),
                partners,
                moved -> Measured.of(named.getValue(), anchors, moved).loss());
    }

    private static void assertSlopes(float[] gradient, float[] at, ToDoubleFunction<float[]> loss) {
        float step = 1e-2f;
        for (int i = 0; i < at.length; i++) {
            float[] up = at.clone();
            float[] down = at.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (loss.applyAsDouble(up) - loss.applyAsDouble(down)) / (2.0 * step);
            assertThat((double) gradient[i])
                    .as("value " + i + " of " + at.length)
                    .isCloseTo(slope, within(5e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void zeroVectorsAndEqualOnesGiveNoNaN(Map.Entry<String, PairLoss> named) {
        Measured zeros = Measured.of(
                named.getValue(), new float[ANCHORS * DIMENSIONS], new float[ANCHORS * PARTNERS * DIMENSIONS]);
        Measured mixed = Measured.of(named.getValue(), sines(ANCHORS, 1), new float[ANCHORS * PARTNERS * DIMENSIONS]);
        float[] ones = new float[ANCHORS * DIMENSIONS];
        float[] manyOnes = new float[ANCHORS * PARTNERS * DIMENSIONS];
        java.util.Arrays.fill(ones, 1);
        java.util.Arrays.fill(manyOnes, 1);

        for (Measured measured : java.util.List.of(zeros, mixed, Measured.of(named.getValue(), ones, manyOnes))) {
            assertThat(Float.isFinite(measured.loss())).isTrue();
            for (float value : measured.anchors()) {
                assertThat(Float.isFinite(value)).isTrue();
            }
            for (float value : measured.partners()) {
                assertThat(Float.isFinite(value)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aRotationOfAllPointsChangesNothing(Map.Entry<String, PairLoss> named) {
        float[] anchors = sines(ANCHORS, 1);
        float[] partners = sines(ANCHORS * PARTNERS, 100);

        assertThat(Measured.of(named.getValue(), rotated(anchors), rotated(partners))
                        .loss())
                .isCloseTo(Measured.of(named.getValue(), anchors, partners).loss(), within(1e-5f));
    }

    @Test
    void theThesissSignRewardsPositivePairsThatAreOpposite() {
        float[] same = {1, 2};
        float[] opposite = {-1, -2};
        PairLoss inverted = new PairLoss.InvertedSigmoid(Math.E, 0);
        PairLoss right = new PairLoss.Sigmoid(Math.E, 0);

        assertThat(positivePair(inverted, same, same)).isCloseTo(0.693f, within(1e-3f));
        assertThat(positivePair(inverted, same, opposite)).isCloseTo(0.064f, within(1e-3f));
        assertThat(positivePair(right, same, same)).isLessThan(positivePair(right, same, opposite));
    }

    @Test
    void aVeryLowTemperatureOverflowsNowhere() {
        Measured measured = Measured.of(
                new PairLoss.SoftNearestNeighbours(Distance.EUCLIDEAN, 1e-3),
                sines(ANCHORS, 1),
                sines(ANCHORS * PARTNERS, 100));

        assertThat(Float.isFinite(measured.loss())).isTrue();
        assertThat(measured.loss()).isPositive();
    }

    @Test
    void constantsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new PairLoss.Margin(Distance.COSINE, 0)).hasMessage("margin must be positive: 0.0");
        assertThatThrownBy(() -> new PairLoss.SoftNearestNeighbours(Distance.COSINE, -1))
                .hasMessage("temperature must be positive: -1.0");
        assertThatThrownBy(() -> new PairLoss.Sigmoid(Double.NaN, 0)).hasMessage("temperature must be positive: NaN");
    }

    private static float positivePair(PairLoss loss, float[] anchor, float[] partner) {
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            return loss.of(
                            manager.create(anchor, new Shape(1, 2)),
                            manager.create(partner, new Shape(1, 2)),
                            manager.ones(new Shape(1, 1)))
                    .getFloat();
        }
    }

    /** Exchanges two axes and turns one of them around. */
    private static float[] rotated(float[] rows) {
        float[] result = rows.clone();
        for (int i = 0; i < rows.length; i += DIMENSIONS) {
            result[i] = -rows[i + 3];
            result[i + 3] = rows[i];
        }
        return result;
    }

    private static float[] sines(int rows, int start) {
        float[] values = new float[rows * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(start + i);
        }
        return values;
    }

    private static void assertClose(float[] values, JsonNode golden) {
        assertThat(values).hasSize(golden.size());
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("value " + i).isCloseTo(golden.path(i).floatValue(), within(2e-5f));
        }
    }

    private static JsonNode golden() throws IOException {
        try (InputStream stream = PairLossTest.class.getResourceAsStream("/golden/contrastive.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }

    private record Measured(float loss, float[] anchors, float[] partners) {
        static Measured of(PairLoss loss, float[] anchors, float[] partners) {
            try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
                NDArray first = manager.create(anchors, new Shape(ANCHORS, DIMENSIONS));
                NDArray second = manager.create(partners, new Shape(ANCHORS * PARTNERS, DIMENSIONS));
                NDArray positive = manager.create(POSITIVE, new Shape(ANCHORS, PARTNERS));
                first.setRequiresGradient(true);
                second.setRequiresGradient(true);
                double value = Gradients.backward(() -> loss.of(first, second, positive));
                return new Measured(
                        (float) value,
                        first.getGradient().toFloatArray(),
                        second.getGradient().toFloatArray());
            }
        }
    }
}

package dev.pentimento.learning.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.training.GoldenLosses;
import dev.pentimento.learning.training.Gradients;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Value by its formula in double precision, gradient by central differences of that formula, and of the loss itself; both by
 * plain PyTorch.
 */
class ExemplarLossTest {
    private static final int POINTS = 4;
    private static final int EXEMPLARS = 5;
    private static final int WIDTH = 3;
    /** The last point's class has no exemplar. */
    private static final float[] SAME = {
        1, 1, 0, 0, 0,
        0, 0, 1, 0, 1,
        0, 0, 0, 1, 0,
        1, 1, 1, 1, 1
    };

    private static final float[] WEIGHTS = {0.4f, 0.1f, 0.3f, 0.2f};
    private static final float[] FEATURES = waves(POINTS, 1);
    private static final float[] PLACES = unit(waves(EXEMPLARS, 40));

    @Test
    void valueAndGradientAreThoseOfTheFormula() {
        Measured measured = Measured.of(FEATURES);

        assertThat(measured.loss()).isCloseTo(formula(doubles(FEATURES)), within(1e-5));
        for (int i = 0; i < FEATURES.length; i++) {
            double step = 1e-6;
            double[] up = doubles(FEATURES);
            double[] down = doubles(FEATURES);
            up[i] += step;
            down[i] -= step;
            double slope = (formula(up) - formula(down)) / (2 * step);
            assertThat((double) measured.gradient()[i]).as("value " + i).isCloseTo(slope, within(1e-4));
        }
        assertThat(IntStream.range(0, FEATURES.length)
                        .mapToDouble(i -> Math.abs(measured.gradient()[i]))
                        .max()
                        .orElseThrow())
                .as("there is something to learn")
                .isGreaterThan(0.05);
    }

    @Test
    void theGradientIsThatOfFiniteDifferencesOfTheLossItself() {
        float[] gradient = Measured.of(FEATURES).gradient();
        float step = 1e-2f;

        for (int i = 0; i < FEATURES.length; i++) {
            float[] up = FEATURES.clone();
            float[] down = FEATURES.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (Measured.of(up).loss() - Measured.of(down).loss()) / (2 * step);
            assertThat((double) gradient[i]).as("value " + i).isCloseTo(slope, within(2e-2));
        }
    }

    @Test
    void valueAndGradientAreThoseOfPlainPyTorch() {
        float[] places = unit(new GoldenLosses.Sines(EXEMPLARS, WIDTH, 40).values());

        GoldenLosses.assertGolden("exemplars", List.of(new GoldenLosses.Sines(POINTS, WIDTH, 1)), inputs -> {
            NDManager manager = inputs.get(0).getManager();
            return ExemplarLoss.of(
                    inputs.get(0),
                    manager.create(places, new Shape(EXEMPLARS, WIDTH)),
                    manager.create(SAME, new Shape(POINTS, EXEMPLARS)),
                    manager.create(WEIGHTS, new Shape(POINTS, 1)));
        });
    }

    @Test
    void aPointWhoseClassHasNoExemplarIsTaughtNothing() {
        float[] gradient = Measured.of(FEATURES).gradient();

        for (int i = (POINTS - 1) * WIDTH; i < gradient.length; i++) {
            assertThat(gradient[i]).isCloseTo(0, within(1e-6f));
        }
    }

    @Test
    void aPointAtZeroGivesNoNaN() {
        Measured measured = Measured.of(new float[POINTS * WIDTH]);

        assertThat(measured.loss()).isFinite();
        for (float value : measured.gradient()) {
            assertThat(Float.isFinite(value)).isTrue();
        }
    }

    /** The frame of reference: turned together with the points the exemplars see no difference, left where they are they do. */
    @Test
    void unlikeLossesOfPairsItSeesThatAllPointsHaveTurned() {
        double before = Measured.of(FEATURES).loss();
        float[] turned = FEATURES.clone();
        for (int i = 0; i < turned.length; i += WIDTH) {
            turned[i] = -FEATURES[i + 1];
            turned[i + 1] = FEATURES[i];
        }

        assertThat(Measured.of(turned).loss()).isNotCloseTo(before, within(0.1));
    }

    /** Σ wᵢ·[logsumexpⱼ sᵢⱼ − logsumexp over j of the same class sᵢⱼ]. */
    private static double formula(double[] features) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double length = 0;
            for (int d = 0; d < WIDTH; d++) {
                length += features[i * WIDTH + d] * features[i * WIDTH + d];
            }
            double all = 0;
            double own = 0;
            for (int j = 0; j < EXEMPLARS; j++) {
                double dot = 0;
                for (int d = 0; d < WIDTH; d++) {
                    dot += features[i * WIDTH + d] * PLACES[j * WIDTH + d];
                }
                double share = Math.exp(dot / Math.sqrt(length) / ExemplarLoss.TEMPERATURE);
                all += share;
                own += SAME[i * EXEMPLARS + j] * share;
            }
            sum += WEIGHTS[i] * (Math.log(all) - Math.log(own));
        }
        return sum;
    }

    private static float[] waves(int rows, int start) {
        float[] values = new float[rows * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(start + 1.7 * i);
        }
        return values;
    }

    private static float[] unit(float[] rows) {
        for (int row = 0; row < rows.length; row += WIDTH) {
            double length = 0;
            for (int d = 0; d < WIDTH; d++) {
                length += rows[row + d] * rows[row + d];
            }
            for (int d = 0; d < WIDTH; d++) {
                rows[row + d] /= (float) Math.sqrt(length);
            }
        }
        return rows;
    }

    private static double[] doubles(float[] floats) {
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    private record Measured(double loss, float[] gradient) {
        static Measured of(float[] features) {
            try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
                NDArray points = manager.create(features, new Shape(POINTS, WIDTH));
                NDArray places = manager.create(PLACES, new Shape(EXEMPLARS, WIDTH));
                NDArray same = manager.create(SAME, new Shape(POINTS, EXEMPLARS));
                NDArray weights = manager.create(WEIGHTS, new Shape(POINTS, 1));
                points.setRequiresGradient(true);
                double loss = Gradients.backward(() -> ExemplarLoss.of(points, places, same, weights));
                return new Measured(loss, points.getGradient().toFloatArray());
            }
        }
    }
}

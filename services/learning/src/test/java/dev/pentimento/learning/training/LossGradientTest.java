package dev.pentimento.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.training.GoldenLosses.Sines;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Values and gradients by plain PyTorch, and gradients by central differences in float64-free arithmetic: steps of 1e-2,
 * so tolerances are a hundredth.
 */
class LossGradientTest {
    private static final float STEP = 1e-2f;
    private static final int[] LABELS = {0, 2, 1, 2};
    private static final float[] WEIGHTS = {1, 0.5f, 2};

    @Test
    void valuesAndGradientsAreThoseOfPlainPyTorch() {
        List<Sines> logits = List.of(new Sines(2, 6, 1));
        GoldenLosses.assertGolden(
                "cross-entropy",
                List.of(new Sines(4, 3, 1)),
                inputs -> Losses.crossEntropy(inputs.get(0), LABELS, WEIGHTS));
        GoldenLosses.assertGolden(
                "reconstruction", logits, inputs -> Losses.reconstruction(inputs.get(0), pixels(inputs.get(0))));
        GoldenLosses.assertGolden(
                "squared-error", logits, inputs -> Losses.squaredError(inputs.get(0), pixels(inputs.get(0))));
        GoldenLosses.assertGolden(
                "divergence",
                List.of(new Sines(3, 4, 1), new Sines(3, 4, 20)),
                inputs -> Losses.divergence(inputs.get(0), inputs.get(1)));
    }

    /** 2×6, squares of the script's sines: between zero and one. */
    private static NDArray pixels(NDArray like) {
        Sines roots = new Sines(2, 6, 50);
        return like.getManager()
                .create(roots.values(), new Shape(roots.rows(), roots.columns()))
                .square();
    }

    @Test
    void crossEntropyHasTheGradientOfItsValue() {
        assertGradient(4, 3, logits -> Losses.crossEntropy(logits, LABELS, WEIGHTS));
    }

    @Test
    void reconstructionHasTheGradientOfItsValue() {
        assertGradient(2, 6, logits -> Losses.reconstruction(logits, pixels(logits)));
    }

    @Test
    void squaredErrorHasTheGradientOfItsValue() {
        // A sum, not a mean: gradients of a mean over twelve values are too small to be told from none.
        assertGradient(
                2, 6, logits -> Losses.squaredError(logits, pixels(logits)).mul(Upload.scalar(logits, 12)));
    }

    @Test
    void divergenceHasTheGradientOfItsValue() {
        assertGradient(3, 4, mean -> Losses.divergence(mean, mean.mul(Upload.scalar(mean, 0.5))));
    }

    @Test
    void divergenceOfTheStandardNormalIsZeroAndItsFormulaElsewhere() {
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            NDArray zero = manager.zeros(new Shape(5, 3));
            NDArray mean = manager.create(new float[] {1, 2}, new Shape(1, 2));
            NDArray logVariance = manager.create(new float[] {0, (float) Math.log(4)}, new Shape(1, 2));

            assertThat(Losses.divergence(zero, zero).getFloat()).isZero();
            // ½(1 + 1 − 0 − 1) + ½(4 + 4 − ln 4 − 1)
            assertThat(Losses.divergence(mean, logVariance).getFloat())
                    .isCloseTo((float) (0.5 + 0.5 * (7 - Math.log(4))), within(1e-5f));
        }
    }

    @Test
    void reconstructionDoesNotOverflow() {
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            NDArray logits = manager.create(new float[] {1e4f, -1e4f}, new Shape(1, 2));
            NDArray pixels = manager.create(new float[] {1, 1}, new Shape(1, 2));

            assertThat(Losses.reconstruction(logits, pixels).getFloat()).isCloseTo(1e4f, within(1f));
        }
    }

    private static void assertGradient(int rows, int columns, UnaryOperator<NDArray> loss) {
        SplittableRandom random = new SplittableRandom(3);
        float[] point = Draws.gaussian(rows * columns, random);
        Shape shape = new Shape(rows, columns);
        try (NDManager manager = TorchEngine.newManager(ComputeDevice.CPU)) {
            NDArray input = manager.create(point, shape);
            input.setRequiresGradient(true);
            GradientDescent.backward(() -> loss.apply(input));
            float[] gradient = input.getGradient().toFloatArray();
            for (int i = 0; i < point.length; i++) {
                double up = value(manager, point, shape, i, STEP, loss);
                double down = value(manager, point, shape, i, -STEP, loss);
                assertThat(gradient[i]).isCloseTo((float) ((up - down) / (2 * STEP)), within(1e-2f));
            }
        }
    }

    private static double value(
            NDManager manager, float[] point, Shape shape, int i, float step, UnaryOperator<NDArray> loss) {
        float[] moved = point.clone();
        moved[i] += step;
        return loss.apply(manager.create(moved, shape)).getFloat();
    }
}

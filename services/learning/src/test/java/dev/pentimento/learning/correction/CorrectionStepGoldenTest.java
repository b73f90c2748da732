package dev.pentimento.learning.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.correction.frozen.FrozenClassifier;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.GoldenNetworks;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ResidualCorrection;
import dev.pentimento.learning.training.Adam;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One whole step of the recipe against plain PyTorch: the numbers of {@code golden_networks.py}. */
class CorrectionStepGoldenTest {
    private static final int POINTS = 12;
    private static final int LABELLED = 8;

    private static final CorrectionSettings SETTINGS = new CorrectionSettings(
            6,
            new CorrectionSettings.Descent(10, 8, 1e-2, 1e-4),
            new CorrectionSettings.Terms(0.3, 0, 0, 1, 0.01, RecipeParts.ALL),
            1,
            false);

    @Test
    void lossAndWeightsAfterOneStepAreThoseOfPlainPyTorch() throws IOException {
        JsonNode golden = golden();
        TrainingContext context =
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system());
        try (Network correction = load("step-correction");
                FrozenClassifier frozen = FrozenClassifier.load(file("step-classifier"), 8, ComputeDevice.CPU);
                Adam adam =
                        new Adam(correction.weights(), correction.architecture().tensors(), 1e-4f);
                var scratch = correction.weights().newScratch()) {
            GradientDescent descent = new GradientDescent("correction", adam, 1e-2, 10, context);

            double loss = descent.step(() -> step().loss(
                            (ResidualCorrection) correction.architecture(),
                            correction.weights(),
                            frozen,
                            SETTINGS,
                            new SplittableRandom(1),
                            scratch));

            assertThat(loss).isCloseTo(golden.path("loss").doubleValue(), within(1e-5));
            for (var spec : correction.architecture().tensors()) {
                float[] values = correction.weights().get(spec.name()).toFloatArray();
                JsonNode expected = golden.path("after").path(spec.name());
                assertThat(values).hasSize(expected.size());
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i])
                            .as(spec.name() + " " + i)
                            .isCloseTo(expected.path(i).floatValue(), within(2e-5f));
                }
            }
        }
    }

    /** What a step does where memory does not suffice for all of its points. */
    @Test
    void partsOfAStepHaveTogetherTheLossOfTheWhole() {
        try (Network correction = load("step-correction");
                FrozenClassifier frozen = FrozenClassifier.load(file("step-classifier"), 8, ComputeDevice.CPU)) {
            int[] even = IntStream.range(0, POINTS / 2).map(i -> 2 * i).toArray();
            int[] odd = IntStream.of(even).map(i -> i + 1).toArray();

            assertThat((loss(step().of(even), correction, frozen) + loss(step().of(odd), correction, frozen)) / 2)
                    .isCloseTo(loss(step(), correction, frozen), within(1e-5f));
        }
    }

    @Test
    void everyRunOfAStepsPointsHasItsShareOfReplayedOnes() {
        LabelledRows points = new LabelledRows(sines(12, 1), new int[12]);
        int[] mixed = new StepDraws.Drawn(points, new float[12], new int[8]).mixed();

        assertThat(mixed).hasSize(12).containsOnlyOnce(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        for (int from = 0; from < 12; from += 3) {
            assertThat(IntStream.range(from, from + 3).filter(i -> mixed[i] >= 8))
                    .as("replayed among three of " + Arrays.toString(mixed))
                    .hasSize(1);
        }
    }

    private static float loss(CorrectionStep step, Network correction, FrozenClassifier frozen) {
        try (var scratch = correction.weights().newScratch()) {
            return step.loss(
                            (ResidualCorrection) correction.architecture(),
                            correction.weights(),
                            frozen,
                            SETTINGS,
                            new SplittableRandom(1),
                            scratch)
                    .getFloat();
        }
    }

    private static CorrectionStep step() {
        int[] labels = new int[POINTS];
        float[] weights = new float[POINTS];
        float[] anchors = new float[POINTS];
        for (int i = 0; i < POINTS; i++) {
            labels[i] = i % 4;
            weights[i] = i < LABELLED ? 1f / LABELLED : 1f / (POINTS - LABELLED);
            anchors[i] = i < 5 ? 1f / (5 * 7) : 0;
        }
        // Class 3 has no exemplar: its points must not count in the contrast.
        LabelledRows exemplars = new LabelledRows(unitRows(6, 8), new int[] {0, 0, 1, 1, 2, 2});
        return new CorrectionStep(new LabelledRows(sines(POINTS, 7), labels), weights, anchors, exemplars, 4);
    }

    private static FloatMatrix sines(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return new FloatMatrix(rows, columns, values);
    }

    private static FloatMatrix unitRows(int rows, int columns) {
        FloatMatrix matrix = sines(rows, columns);
        for (int row = 0; row < rows; row++) {
            double length = 0;
            for (int column = 0; column < columns; column++) {
                length += matrix.at(row, column) * matrix.at(row, column);
            }
            for (int column = 0; column < columns; column++) {
                matrix.values()[row * columns + column] /= (float) Math.sqrt(length);
            }
        }
        return matrix;
    }

    private static Network load(String name) {
        return Network.load(file(name), ComputeDevice.CPU);
    }

    private static NetworkFile file(String name) {
        return new NetworkFile(
                NetworkFile.SAFETENSORS, GoldenNetworks.file(name).bytes());
    }

    private static JsonNode golden() throws IOException {
        try (InputStream stream = CorrectionStepGoldenTest.class.getResourceAsStream("/golden/step.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }
}

package dev.pentimento.learning.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.Softmax;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.tensors.FloatMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same points, the same opinions as scikit-learn's; {@code golden_baselines.py} wrote them down. */
class BaselinesGoldenTest {
    private static final int DIMENSIONS = 6;
    private static final int CLASSES = 3;
    private static final int TRAIN = 2_000;
    private static final int TEST = 300;
    private static final int[] LABELS = {0, 0, 0, 1, 1, 2};

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void nearestNeighboursPredictWhatThoseOfScikitLearnDo(int neighbours) throws IOException {
        int[] predicted = new NearestNeighbours(points(0, TRAIN), CLASSES, neighbours, ComputeDevice.CPU)
                .predict(points(TRAIN, TEST).rows());

        assertThat(predicted)
                .isEqualTo(new ObjectMapper().convertValue(golden("neighbours-" + neighbours), int[].class));
    }

    /** It stops by validation and the other one at the optimum, so probabilities agree to some hundredths. */
    @Test
    void logisticRegressionHasTheProbabilitiesOfScikitLearns() throws IOException {
        JsonNode golden = golden("logistic");
        LabelledRows test = points(TRAIN, TEST);
        var network = LogisticRegression.train(
                points(0, TRAIN),
                points(TRAIN + TEST, 600),
                CLASSES,
                5,
                new TrainingContext(ComputeDevice.CPU, TrainingProgress.SILENT, InstantSource.system()));

        try (Classifier classifier = Networks.loadClassifier(network, DIMENSIONS, CLASSES, ComputeDevice.CPU)) {
            FloatMatrix ours = Softmax.of(classifier.logits(test.rows()));
            double sum = 0;
            int same = 0;
            for (int row = 0; row < TEST; row++) {
                JsonNode theirs = golden.path(row);
                int best = 0;
                for (int c = 0; c < CLASSES; c++) {
                    double probability = theirs.path(c).doubleValue();
                    sum += Math.abs(ours.at(row, c) - probability);
                    best = probability > theirs.path(best).doubleValue() ? c : best;
                }
                same += ours.argMax()[row] == best ? 1 : 0;
            }
            assertThat(sum / (TEST * CLASSES)).as("mean difference").isCloseTo(0, within(0.04));
            assertThat(same).as("same prediction, of 300").isGreaterThanOrEqualTo(282);
        }
    }

    /** As in the script: three classes, half, a third and a sixth of the points, with much overlap. */
    private static LabelledRows points(int start, int count) {
        float[] values = new float[count * DIMENSIONS];
        int[] labels = new int[count];
        for (int row = 0; row < count; row++) {
            int i = start + row;
            labels[row] = LABELS[i % LABELS.length];
            for (int d = 0; d < DIMENSIONS; d++) {
                double k = 3.0 * (i * DIMENSIONS + d);
                double noise = uniform(k) + uniform(k + 1) + uniform(k + 2) - 1.5;
                values[row * DIMENSIONS + d] = (float) (0.8 * Math.sin(2.1 * labels[row] + d) + 2 * noise);
            }
        }
        return new LabelledRows(new FloatMatrix(count, DIMENSIONS, values), labels);
    }

    private static double uniform(double k) {
        double value = Math.sin(k + 1) * 43758.5453123;
        return value - Math.floor(value);
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream stream = BaselinesGoldenTest.class.getResourceAsStream("/golden/baselines.json")) {
            return new ObjectMapper().readTree(stream).path(name);
        }
    }
}

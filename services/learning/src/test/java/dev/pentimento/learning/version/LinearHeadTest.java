package dev.pentimento.learning.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.tensors.FloatMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Embeddings are drawn behind a ReLU; one of the units never fires, as happens in trained networks. */
class LinearHeadTest {
    private static final int DIMENSIONS = 20;
    private static final int CLASSES = 4;
    private static final int DEAD = 3;

    private final double[][] weights = new double[CLASSES][DIMENSIONS];

    LinearHeadTest() {
        SplittableRandom random = new SplittableRandom(1);
        for (double[] row : weights) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextGaussian();
            }
        }
    }

    private static FloatMatrix embeddings(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % DIMENSIONS == DEAD ? 0 : (float) Math.max(0, random.nextGaussian());
        }
        return new FloatMatrix(rows, DIMENSIONS, values);
    }

    /** W·e + c for class c, and {@code curvature} times the square of its first value. */
    private FloatMatrix logits(FloatMatrix embeddings, double curvature) {
        float[] values = new float[embeddings.rows() * CLASSES];
        for (int row = 0; row < embeddings.rows(); row++) {
            for (int c = 0; c < CLASSES; c++) {
                double sum = c + (c == 0 ? curvature * Math.pow(embeddings.at(row, 0), 2) : 0);
                for (int i = 0; i < DIMENSIONS; i++) {
                    sum += weights[c][i] * embeddings.at(row, i);
                }
                values[row * CLASSES + c] = (float) sum;
            }
        }
        return new FloatMatrix(embeddings.rows(), CLASSES, values);
    }

    private static FloatMatrix softmax(FloatMatrix logits) {
        float[] values = new float[logits.values().length];
        for (int row = 0; row < logits.rows(); row++) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.exp(logits.at(row, c));
            }
            for (int c = 0; c < CLASSES; c++) {
                values[row * CLASSES + c] = (float) (Math.exp(logits.at(row, c)) / sum);
            }
        }
        return new FloatMatrix(logits.rows(), CLASSES, values);
    }

    private LinearHead.Answers answers(int rows, long seed, double curvature) {
        FloatMatrix embeddings = embeddings(rows, seed);
        return new LinearHead.Answers(embeddings, logits(embeddings, curvature));
    }

    private static LinearHead.Answers asProbabilities(LinearHead.Answers answers) {
        return new LinearHead.Answers(answers.embeddings(), softmax(answers.classifier()));
    }

    private void assertAnswersAsTheClassifier(NetworkFile head) {
        FloatMatrix images = embeddings(50, 9);
        float[] wanted = softmax(logits(images, 0)).values();
        try (Heads heads = Networks.loadHeads(head, null, DIMENSIONS, CLASSES, ComputeDevice.CPU)) {
            float[] found = heads.judge(images).original().probabilities().values();
            for (int i = 0; i < wanted.length; i++) {
                assertThat(found[i]).isCloseTo(wanted[i], within(1e-5f));
            }
        }
    }

    @Test
    void theLastLayerIsFoundFromLogits() {
        assertAnswersAsTheClassifier(LinearHead.find(answers(60, 1, 0), answers(30, 2, 0)));
    }

    @Test
    void theLastLayerIsFoundFromProbabilities() {
        assertAnswersAsTheClassifier(
                LinearHead.find(asProbabilities(answers(60, 1, 0)), asProbabilities(answers(30, 2, 0))));
    }

    @Test
    void whatIsNotLinearIsRefused() {
        assertThatThrownBy(() -> LinearHead.find(answers(500, 1, 0.01), answers(30, 2, 0.01)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("not a linear function of this encoder's embeddings");
    }

    @Test
    void fewerImagesThanValuesDoNotTell() {
        assertThatThrownBy(() -> LinearHead.find(answers(12, 1, 0), answers(30, 2, 0)))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("or provide more labelled images than an embedding has values");
    }

    @Test
    void theSameAnswersGiveTheSameFile() {
        assertThat(LinearHead.find(answers(60, 1, 0), answers(30, 2, 0)))
                .isEqualTo(LinearHead.find(answers(60, 1, 0), answers(30, 2, 0)));
    }
}

package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.GoldenNetworks;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class InferenceTest {
    private static final ImageShape INPUT = ImageShape.plain(3, 9, 14);
    private static final NetworkFile ENCODER = GoldenNetworks.file("encoder");
    private static final NetworkFile CLASSIFIER = GoldenNetworks.file("classifier");
    private static final NetworkFile CORRECTION = GoldenNetworks.file("correction");

    @Test
    void anEncoderGivesOneEmbeddingForEachImage() {
        try (Encoder encoder = Networks.loadEncoder(ENCODER, INPUT, ComputeDevice.CPU)) {
            assertThat(encoder.dimensions()).isEqualTo(7);
            assertThat(encoder.input()).isEqualTo(INPUT);
            FloatMatrix images = random(11, INPUT.size(), 1);

            FloatMatrix embeddings = encoder.embed(images);

            assertThat(embeddings.rows()).isEqualTo(11);
            float[] alone = encoder.embed(images.select(new int[] {4})).row(0);
            for (int i = 0; i < 7; i++) {
                assertThat(embeddings.at(4, i)).isCloseTo(alone[i], withinPercentage(0.01));
            }
        }
    }

    @Test
    void moreRowsThanOnePassTakesGiveWhatFewGive() {
        FloatMatrix images = random(800, INPUT.size(), 1);
        try (Encoder encoder = Networks.loadEncoder(ENCODER, INPUT, ComputeDevice.CPU)) {
            FloatMatrix embeddings = encoder.embed(images);

            assertThat(embeddings.rows()).isEqualTo(800);
            for (int row : new int[] {0, 345, 346, 400, 799}) {
                float[] alone = encoder.embed(images.select(new int[] {row})).row(0);
                for (int i = 0; i < 7; i++) {
                    assertThat(embeddings.at(row, i)).isCloseTo(alone[i], withinPercentage(0.01));
                }
            }
            images.values()[700 * INPUT.size()] = Float.NaN;
            assertThatThrownBy(() -> encoder.embed(images)).hasMessageContaining("row 700 of 800");
        }
    }

    @Test
    void anEmptyBatchIsAnsweredByAnEmptyBatch() {
        try (Encoder encoder = Networks.loadEncoder(ENCODER, INPUT, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(CLASSIFIER, CORRECTION, 7, 4, ComputeDevice.CPU)) {
            FloatMatrix none = encoder.embed(new FloatMatrix(0, INPUT.size(), new float[0]));

            assertThat(none.columns()).isEqualTo(7);
            assertThat(heads.judge(none).corrected().probabilities().rows()).isZero();
        }
    }

    @Test
    void headsSayTogetherWhatClassifierAndCorrectionSayAlone() {
        FloatMatrix embeddings = random(9, 7, 2);
        try (Classifier classifier = Networks.loadClassifier(CLASSIFIER, 7, 4, ComputeDevice.CPU);
                Correction correction = Networks.loadCorrection(CORRECTION, 7, ComputeDevice.CPU);
                Heads heads = Networks.loadHeads(CLASSIFIER, CORRECTION, 7, 4, ComputeDevice.CPU)) {
            HeadOutputs opinions = heads.judge(embeddings);

            FloatMatrix corrected = correction.correct(embeddings);
            assertThat(opinions.original().probabilities().values())
                    .isEqualTo(classifier.probabilities(embeddings).values());
            assertThat(opinions.correctedEmbeddings().values()).isEqualTo(corrected.values());
            assertThat(opinions.corrected().logits().values())
                    .isEqualTo(classifier.logits(corrected).values());
            assertThat(corrected.values()).isNotEqualTo(embeddings.values());
        }
    }

    @Test
    void withoutCorrectionBothArmsAreTheSame() {
        FloatMatrix embeddings = random(9, 7, 3);
        try (Heads heads = Networks.loadHeads(CLASSIFIER, null, 7, 4, ComputeDevice.CPU)) {
            HeadOutputs opinions = heads.judge(embeddings);

            assertThat(heads.corrects()).isFalse();
            assertThat(opinions.corrected()).isSameAs(opinions.original());
            assertThat(opinions.correctedEmbeddings()).isSameAs(embeddings);
            assertThat(Correction.identity(7).correct(embeddings)).isSameAs(embeddings);
        }
    }

    @Test
    void probabilitiesSumToOneEvenForHugeLogits() {
        FloatMatrix probabilities = Softmax.of(new FloatMatrix(2, 3, new float[] {1e30f, -1e30f, 0, 5, 5, 5}));

        assertThat(probabilities.row(0)).containsExactly(1, 0, 0);
        assertThat(probabilities.at(1, 2)).isCloseTo(1 / 3f, within(1e-7f));
    }

    @Test
    void aResultThatIsNoNumberNamesTheNetworkAndTheRow() {
        FloatMatrix embeddings = random(5, 7, 4);
        embeddings.values()[3 * 7 + 2] = Float.NaN;
        try (Heads heads = Networks.loadHeads(CLASSIFIER, CORRECTION, 7, 4, ComputeDevice.CPU)) {
            assertThatThrownBy(() -> heads.judge(embeddings))
                    .isInstanceOf(UnusableOutputException.class)
                    .hasMessageContaining("classifier " + CLASSIFIER.sha256().substring(0, 12))
                    .hasMessageContaining("row 3 of 5");
        }
    }

    @Test
    void networksThatDoNotBelongTogetherAreRefused() {
        assertThatThrownBy(() -> Networks.loadEncoder(ENCODER, ImageShape.plain(1, 28, 28), ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("takes 3x9x14");
        assertThatThrownBy(() -> Networks.loadClassifier(CLASSIFIER, 7, 5, ComputeDevice.CPU))
                .hasMessageContaining("gives 4 values, expected 5");
        assertThatThrownBy(() -> Networks.loadClassifier(CLASSIFIER, 8, 4, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("does not accept (8)");
        assertThatThrownBy(() -> Networks.loadCorrection(ENCODER, 7, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("ConvolutionalEncoder");
        assertThatThrownBy(() -> Networks.loadClassifier(
                        new NetworkFile(NetworkFile.TORCHSCRIPT, new byte[] {1, 2}), 7, 4, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("not a TorchScript file");
    }

    @Test
    void rowsOfTheWrongLengthAreRefused() {
        try (Heads heads = Networks.loadHeads(CLASSIFIER, null, 7, 4, ComputeDevice.CPU)) {
            assertThatThrownBy(() -> heads.judge(random(3, 6, 5)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("6 values each, expected 7");
        }
    }

    @Test
    void severalThreadsGetTheirOwnAnswers() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Encoder encoder = Networks.loadEncoder(ENCODER, INPUT, ComputeDevice.CPU)) {
            List<Future<Boolean>> right = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                FloatMatrix images = random(1 + i % 7, INPUT.size(), i);
                float[] expected = encoder.embed(images).values();
                right.add(threads.submit(
                        () -> java.util.Arrays.equals(encoder.embed(images).values(), expected)));
            }
            for (Future<Boolean> one : right) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    static FloatMatrix random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new FloatMatrix(rows, columns, values);
    }
}

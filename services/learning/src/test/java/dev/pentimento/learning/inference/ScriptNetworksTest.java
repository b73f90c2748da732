package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.learning.network.script.ScriptModule;
import dev.pentimento.tensors.FloatMatrix;
import org.junit.jupiter.api.Test;

class ScriptNetworksTest {
    private static final ImageShape INPUT = ImageShape.plain(1, 12, 12);

    @Test
    void anEncoderGivesWhatPyTorchGives() {
        try (Encoder encoder = Networks.loadEncoder(ScriptFiles.file("encoder"), INPUT, ComputeDevice.CPU)) {
            assertThat(encoder.dimensions()).isEqualTo(16);
            assertClose(encoder.embed(sines(5, INPUT.size(), 1)).values(), ScriptFiles.golden("embeddings"));
            assertThat(encoder.tryOut().rows()).isEqualTo(Encoder.PROBES);
        }
    }

    @Test
    void aNetworkThatNeedsTheUsualOrderOfPixelsGetsIt() {
        try (Encoder encoder = Networks.loadEncoder(ScriptFiles.file("viewing"), INPUT, ComputeDevice.CPU)) {
            assertClose(encoder.embed(sines(5, INPUT.size(), 1)).values(), ScriptFiles.golden("embeddings"));
        }
        assertThat(rearranges("viewing")).isFalse();
        assertThat(rearranges("encoder")).isTrue();
    }

    private static boolean rearranges(String name) {
        try (ScriptModule module = ScriptModule.load(ScriptFiles.file(name), ComputeDevice.CPU)) {
            Forward usual = new Forward(name, null, module::newScratch, module::forward, module::close);
            return PixelOrder.preferred(usual, new Shape(1, 12, 12)) != usual;
        }
    }

    @Test
    void aClassifierThatWasSavedInTrainingModeAnswersInEvaluationMode() {
        try (Classifier classifier =
                Networks.loadClassifier(ScriptFiles.file("classifier"), 16, 3, ComputeDevice.CPU)) {
            assertClose(classifier.logits(sines(5, 16, 32)).values(), ScriptFiles.golden("logits"));
        }
    }

    @Test
    void probabilitiesInsteadOfLogitsAreTakenForWhatTheyAre() {
        FloatMatrix embeddings = sines(5, 16, 32);
        try (Heads logits = Networks.loadHeads(ScriptFiles.file("classifier"), null, 16, 3, ComputeDevice.CPU);
                Heads other = Networks.loadHeads(ScriptFiles.file("probabilities"), null, 16, 3, ComputeDevice.CPU)) {
            assertClose(
                    other.judge(embeddings).original().probabilities().values(),
                    logits.judge(embeddings).original().probabilities().values());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Networks.loadClassifier(ScriptFiles.file("classifier"), 16, 4, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("gives 3 values, expected 4");
        assertThatThrownBy(() -> Networks.loadClassifier(ScriptFiles.file("images"), 16, 3, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("does not accept embeddings of 16 values");
        assertThatThrownBy(() -> Networks.loadEncoder(
                        ScriptFiles.file("encoder"), ImageShape.plain(3, 28, 28), ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("does not accept");
        assertThatThrownBy(() -> Networks.loadEncoder(ScriptFiles.file("state"), INPUT, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("not a TorchScript file")
                .hasMessageNotContaining("\n");
    }

    private static FloatMatrix sines(int rows, int columns, float divisor) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1) / divisor;
        }
        return new FloatMatrix(rows, columns, values);
    }

    private static void assertClose(float[] values, float[] expected) {
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }
}

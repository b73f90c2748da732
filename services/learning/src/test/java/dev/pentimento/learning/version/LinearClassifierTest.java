package dev.pentimento.learning.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.OnnxFiles;
import dev.pentimento.learning.network.onnx.graph.OnnxPreparation;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifiers in ONNX that are linear become classifiers of our own, through which gradients pass. */
class LinearClassifierTest {
    private static final int DIMENSIONS = 6;
    private static final int CLASSES = 4;

    @ParameterizedTest
    @ValueSource(strings = {"linear", "logistic", "logistic-map"})
    void aLinearOneGivesWhatPyTorchGives(String name) {
        NetworkFile own = opened(name, DIMENSIONS, CLASSES).orElseThrow();

        assertThat(own.format()).isEqualTo(NetworkFile.SAFETENSORS);
        try (Classifier classifier = Networks.loadClassifier(own, DIMENSIONS, CLASSES, ComputeDevice.CPU)) {
            float[] actual = classifier.probabilities(sines(5)).values();
            float[] expected = OnnxFiles.golden("linear");
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void oneWithAHiddenLayerStaysAsItIs() {
        assertThat(opened("classifier", 16, 3)).isEmpty();
    }

    private static Optional<NetworkFile> opened(String name, int dimensions, int classes) {
        byte[] file = OnnxPreparation.of(OnnxFiles.file(name).bytes(), Path.of("."), null, false)
                .bytes();
        try (Classifier classifier = Networks.loadClassifier(
                new NetworkFile(NetworkFile.ONNX, file), dimensions, classes, ComputeDevice.CPU)) {
            return LinearHead.of(classifier, dimensions);
        }
    }

    private static FloatMatrix sines(int rows) {
        float[] values = new float[rows * DIMENSIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return new FloatMatrix(rows, DIMENSIONS, values);
    }
}

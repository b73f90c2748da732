package dev.pentimento.learning.correction.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.training.GradientDescent;
import dev.pentimento.learning.training.Losses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedClassifierTest {

    @ParameterizedTest
    @CsvSource({"classifier", "probabilities"})
    void theGradientBehindItIsPyTorchs(String name) {
        try (FrozenClassifier classifier = FrozenClassifier.load(ScriptFiles.file(name), 16, ComputeDevice.CPU);
                NDManager scratch = classifier.newScratch()) {
            float[] sines = new float[5 * 16];
            for (int i = 0; i < sines.length; i++) {
                sines[i] = (float) Math.sin(i + 1) / 32;
            }
            NDArray embeddings = Upload.create(scratch, sines, new Shape(5, 16));
            embeddings.setRequiresGradient(true);
            Pass pass = Pass.frozenWithDropout(new java.util.SplittableRandom(1));

            GradientDescent.backward(() -> Losses.crossEntropy(
                    classifier.logits(classifier.features(embeddings, pass), pass),
                    new int[] {0, 1, 2, 0, 1},
                    new float[] {1, 1, 1}));

            assertThat(classifier.letsGradientsThrough()).isTrue();
            float[] gradient = embeddings.getGradient().toFloatArray();
            float[] expected = ScriptFiles.golden("gradient");
            assertThat(gradient).hasSize(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(gradient[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void oneThatLetsNoGradientThroughIsRecognised() {
        try (FrozenClassifier classifier = FrozenClassifier.load(ScriptFiles.file("opaque"), 16, ComputeDevice.CPU)) {
            assertThat(classifier.letsGradientsThrough()).isFalse();
        }
    }
}

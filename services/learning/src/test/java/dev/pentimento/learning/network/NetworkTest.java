package dev.pentimento.learning.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "classifier", "correction"})
    void aNetworkIsItsFileByteForByte(String name) throws IOException {
        byte[] committed = resource(name + ".safetensors");

        assertThat(GoldenNetworks.file(name).bytes()).isEqualTo(committed);
        try (Network network = Network.load(new NetworkFile(NetworkFile.SAFETENSORS, committed), ComputeDevice.CPU)) {
            assertThat(network.architecture()).isEqualTo(GoldenNetworks.ARCHITECTURES.get(name));
            assertThat(network.toFile().bytes()).isEqualTo(committed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoder",
                "classifier",
                "correction",
                "sigmoid-encoder",
                "thesis-classifier",
                "thesis-classifier-normalized",
                "thesis-correction",
                "thesis-correction-normalized"
            })
    void theForwardPassIsWhatPlainPyTorchComputesFromTheFile(String name) throws IOException {
        assertGolden(name, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encoder",
                "classifier",
                "sigmoid-encoder",
                "thesis-classifier-normalized",
                "thesis-correction-normalized"
            })
    void theSameWithBatchNormFoldedIntoTheLayersBeforeIt(String name) throws IOException {
        assertGolden(name, true);
    }

    private static void assertGolden(String name, boolean folded) throws IOException {
        JsonNode golden = new ObjectMapper().readTree(resource("forward.json")).path(name);
        Shape shape = name.endsWith("encoder")
                ? new Shape(5, 3, 9, 14)
                : new Shape(5, name.startsWith("thesis-classifier") ? 8 : 7);
        NetworkFile file = new NetworkFile(NetworkFile.SAFETENSORS, resource(name + ".safetensors"));
        try (Network network = Network.load(file, ComputeDevice.CPU);
                NDManager scratch = network.weights().newScratch()) {
            if (folded) {
                Map<String, Tensor> before =
                        network.weights().tensors(network.architecture().tensors());
                network.fold();
                assertThat(network.weights().tensors(network.architecture().tensors()))
                        .isNotEqualTo(before);
            }
            float[] result = network.forward(GoldenNetworks.input(scratch, shape), Pass.INFERENCE)
                    .toFloatArray();

            assertThat(result).hasSize(golden.size());
            for (int i = 0; i < result.length; i++) {
                assertThat(result[i]).isCloseTo(golden.path(i).floatValue(), within(2e-5f));
            }
        }
    }

    @Test
    void anUntrainedCorrectionIsTheIdentity() {
        ResidualCorrection architecture = new ResidualCorrection(5, 4, 0.1f, true);
        try (Network network = new Network(
                        architecture,
                        Weights.initial(architecture.tensors(), new java.util.SplittableRandom(1), ComputeDevice.CPU));
                NDManager scratch = network.weights().newScratch()) {
            var input = GoldenNetworks.input(scratch, new Shape(6, 5));

            assertThat(network.forward(input, Pass.INFERENCE).toFloatArray()).isEqualTo(input.toFloatArray());
        }
    }

    @Test
    void theNetworksOfTheThesisHaveAsManyParametersAsItPrinted() {
        // The summaries in its notebooks: the encoder for 224×224 X-rays, the correction with BatchNorm at 128
        // dimensions.
        assertThat(size(SigmoidEncoder.forInput(ImageShape.plain(1, 224, 224), 128)))
                .isEqualTo(6_812_420);
        assertThat(size(new ThesisCorrection(128, ThesisCorrection.Form.BATCH_NORMALIZED)))
                .isEqualTo(68_096);
    }

    @Test
    void theThesissClassifierIsLinearAndItsEarlierFormIsNot() {
        assertThat(midpointGap(ThesisClassifier.Form.LINEAR)).isLessThan(1e-5);
        assertThat(midpointGap(ThesisClassifier.Form.BATCH_NORMALIZED)).isGreaterThan(1e-4);
    }

    /** How far the logits of the middle of two points are from the middle of their logits. */
    private static double midpointGap(ThesisClassifier.Form form) {
        ThesisClassifier architecture = new ThesisClassifier(8, 4, 0.3f, form);
        try (Network network = new Network(
                        architecture,
                        Weights.initial(architecture.tensors(), new java.util.SplittableRandom(1), ComputeDevice.CPU));
                NDManager scratch = network.weights().newScratch()) {
            var ends = GoldenNetworks.input(scratch, new Shape(2, 8));
            var middle = ends.mean(new int[] {0}, true);
            return network.forward(middle, Pass.INFERENCE)
                    .sub(network.forward(ends, Pass.INFERENCE).mean(new int[] {0}, true))
                    .abs()
                    .max()
                    .getFloat();
        }
    }

    private static long size(Architecture architecture) {
        return architecture.tensors().stream()
                .mapToLong(spec -> spec.shape().size())
                .sum();
    }

    @Test
    void tensorsThatDoNotFitTheArchitectureAreNamed() {
        TensorFile whole =
                TensorFile.fromBytes(GoldenNetworks.file("classifier").bytes());
        Map<String, Tensor> tensors = new HashMap<>(whole.tensors());
        tensors.remove("dense0.bias");
        tensors.put("output.bias", Tensor.ofFloats(new float[5], 5));
        tensors.put("output.weight", Tensor.ofLongs(new long[32], 4, 8));
        tensors.put("extra", Tensor.ofFloats(new float[1], 1));

        assertThatThrownBy(() -> Network.load(file(whole.metadata(), tensors), ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("missing dense0.bias")
                .hasMessageContaining("output.bias is F32[5] instead of F32(4)")
                .hasMessageContaining("output.weight is I64[4, 8]")
                .hasMessageContaining("unknown extra");
    }

    @Test
    void anUnknownArchitectureOrFormatIsRefused() {
        TensorFile whole =
                TensorFile.fromBytes(GoldenNetworks.file("classifier").bytes());
        Map<String, String> metadata = new HashMap<>(whole.metadata());
        metadata.put("pentimento.architecture", "{\"type\":\"transformer\"}");
        assertThatThrownBy(() -> Network.load(file(metadata, whole.tensors()), ComputeDevice.CPU))
                .hasMessageContaining("unknown architecture")
                .hasMessageContaining("transformer");
        metadata.put("pentimento.format", "2");
        assertThatThrownBy(() -> Network.load(file(metadata, whole.tensors()), ComputeDevice.CPU))
                .hasMessageContaining("format 2");
        metadata.clear();
        assertThatThrownBy(() -> Network.load(file(metadata, whole.tensors()), ComputeDevice.CPU))
                .hasMessageContaining("no metadata 'pentimento.format'");
        assertThatThrownBy(() -> Network.load(new NetworkFile("onnx", new byte[9]), ComputeDevice.CPU))
                .hasMessageContaining("not 'onnx'");
    }

    @Test
    void anImpossibleArchitectureIsRefused() {
        TensorFile whole =
                TensorFile.fromBytes(GoldenNetworks.file("correction").bytes());
        Map<String, String> metadata = new HashMap<>(whole.metadata());
        metadata.put(
                "pentimento.architecture",
                "{\"type\":\"residual-correction\",\"dimensions\":-7,\"hidden\":6,\"dropout\":0.1,\"aligned\":true}");

        assertThatThrownBy(() -> Network.load(file(metadata, whole.tensors()), ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("dimensions must be positive: -7");
    }

    @Test
    void theEncoderGrowsWithItsInput() {
        assertThat(ConvolutionalEncoder.forInput(ImageShape.plain(1, 28, 28), 128)
                        .channels())
                .isEqualTo(List.of(32, 64, 128));
        assertThat(ConvolutionalEncoder.forInput(ImageShape.plain(3, 224, 224), 64)
                        .channels())
                .isEqualTo(List.of(32, 64, 128, 256));
        assertThat(ConvolutionalEncoder.forInput(ImageShape.plain(1, 5, 300), 64)
                        .channels())
                .isEqualTo(List.of(32));
    }

    private static NetworkFile file(Map<String, String> metadata, Map<String, Tensor> tensors) {
        return new NetworkFile(NetworkFile.SAFETENSORS, new TensorFile(metadata, tensors).toBytes());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = NetworkTest.class.getResourceAsStream("/golden/" + name)) {
            return stream.readAllBytes();
        }
    }
}

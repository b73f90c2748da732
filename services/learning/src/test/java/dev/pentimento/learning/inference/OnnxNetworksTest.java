package dev.pentimento.learning.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.OnnxFiles;
import dev.pentimento.learning.network.ScriptFiles;
import dev.pentimento.learning.network.onnx.graph.OnnxCut;
import dev.pentimento.learning.network.onnx.graph.OnnxGraph;
import dev.pentimento.learning.network.onnx.graph.OnnxPreparation;
import dev.pentimento.learning.network.script.ScriptModule;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in the forms in which teams have them; PyTorch's own answers are the golden values. */
class OnnxNetworksTest {
    private static final ImageShape GREY = ImageShape.plain(1, 12, 12);
    private static final ImageShape COLOUR = ImageShape.plain(3, 12, 12);

    @ParameterizedTest
    @CsvSource({
        "resnet, 3, resnet, ''",
        "mobilenet, 1, mobilenet, ''",
        "two, 1, pooled, pooled",
        "two, 1, logits, logits",
        "batch4, 1, pooled, ''",
        "double, 1, double, ''",
        "last, 1, pooled, ''",
    })
    void anEncoderGivesWhatPyTorchGives(String name, int channels, String golden, String output) {
        assertEmbeds(prepared(name, output.isEmpty() ? null : output, false), channels, golden, 1e-5f);
    }

    @Test
    void halfPrecisionIsThatOfTheFile() {
        assertEmbeds(prepared("half", null, false), 1, "half", 5e-3f);
    }

    @Test
    void anEncoderOfTheSameNetworkInTorchScriptGivesTheSame() {
        try (Encoder onnx = Networks.loadEncoder(OnnxFiles.file("encoder"), GREY, ComputeDevice.CPU)) {
            assertClose(onnx.embed(sines(5, GREY.size())), ScriptFiles.golden("embeddings"), 1e-5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet, 3, resnet", "mobilenet, 1, mobilenet", "double, 1, pooled"})
    void torchScriptInTheSameFormsWorksToo(String name, int channels, String golden) {
        assertEmbeds(OnnxFiles.script(name), channels, golden, 1e-5f);
    }

    @ParameterizedTest
    @CsvSource({"two, 1, pooled", "two, 0, logits", "named, pooled, pooled", "named, logits, logits"})
    void anOutputOfTorchScriptIsChosen(String name, String output, String golden) {
        assertEmbeds(ScriptModule.using(OnnxFiles.script(name), output, false), 1, golden, 1e-5f);
    }

    @Test
    void aMapOfFeaturesIsAveragedIfThatIsWanted() {
        assertThatThrownBy(() -> Networks.loadEncoder(OnnxFiles.file("map"), GREY, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("returns (1, 6, 3, 3) for one row, expected (1, n); --pool averages");
        assertEmbeds(prepared("map", null, true), 1, "pooled", 1e-5f);
        assertEmbeds(ScriptModule.using(OnnxFiles.script("map"), null, true), 1, "pooled", 1e-5f);
    }

    @Test
    void aNetworkThatTakesWholeNumbersGetsPixelsFrom0To255() {
        NetworkFile levels = prepared("levels", null, false);
        float[] pixels = new float[5 * GREY.size()];
        float[] shares = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 37 % 256 + (i % 3 - 1) * 0.4f; // as resizing leaves them
            shares[i] = i * 37 % 256 / 255f;
        }

        assertThat(OnnxPreparation.takesLevels(levels.bytes())).isTrue();
        assertThat(OnnxPreparation.takesLevels(prepared("last", null, false).bytes()))
                .isFalse();
        try (Encoder takesLevels = Networks.loadEncoder(levels, GREY, ComputeDevice.CPU);
                Encoder takesShares = Networks.loadEncoder(prepared("two", "pooled", false), GREY, ComputeDevice.CPU)) {
            float[] expected =
                    takesShares.embed(new FloatMatrix(5, GREY.size(), shares)).values();
            assertClose(takesLevels.embed(new FloatMatrix(5, GREY.size(), pixels)), expected, 1e-5f);
        }
        assertThatThrownBy(() -> prepared("levels9", null, false))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("uint8, n x 1 x 12 x 12), and its opset is 9; export it with opset 11 or newer");
    }

    @Test
    void severalOutputsAreNamedWithTheOption() {
        assertThatThrownBy(() -> prepared("two", null, false))
                .isInstanceOf(UnusableFileException.class)
                .hasMessage("it has 2 outputs: logits (float32, n x 4), pooled (float32, n x 6); choose one with"
                        + " --output, or with --classifier-output if it is the classifier");
        assertThatThrownBy(() -> prepared("two", "middle", false))
                .hasMessage("it has no output 'middle', but logits (float32, n x 4), pooled (float32, n x 6)");
        for (String name : List.of("two", "named")) {
            assertThatThrownBy(() ->
                            EncoderInput.probe(OnnxFiles.script(name), new EncoderInput(1, 12, 12), ComputeDevice.CPU))
                    .isInstanceOf(UnusableFileException.class)
                    .hasMessageContaining("it has 2 outputs: ")
                    .hasMessageContaining((name.equals("two") ? "1" : "pooled") + " (1, 6)")
                    .hasMessageContaining("choose one with --output");
        }
        assertThatThrownBy(() -> Networks.loadEncoder(OnnxFiles.file("two"), GREY, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("it has 2 outputs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "logistic", "logistic-map"})
    void aClassifierGivesTheProbabilitiesThatPyTorchGives(String name) {
        OnnxPreparation prepared = OnnxPreparation.of(OnnxFiles.file(name).bytes(), Path.of("."), null, false);
        NetworkFile file = new NetworkFile(NetworkFile.ONNX, prepared.bytes());
        assertThat(prepared.notes()).hasSize(name.equals("linear") ? 0 : 1);
        try (Classifier classifier = Networks.loadClassifier(file, 6, 4, ComputeDevice.CPU)) {
            assertClose(classifier.probabilities(sines(5, 6)), OnnxFiles.golden("linear"), 1e-5f);
        }
    }

    @Test
    void aWholeClassifierIsCutInFrontOfItsLastLayer() {
        OnnxCut cut = OnnxCut.of(OnnxGraph.parse(OnnxFiles.file("resnet-whole").bytes()));
        NetworkFile encoder = new NetworkFile(NetworkFile.ONNX, cut.encoder().bytes());
        NetworkFile classifier =
                new NetworkFile(NetworkFile.ONNX, cut.classifier().bytes());
        assertThat(classifier.bytes()).hasSizeLessThan(1_000);

        assertEmbeds(encoder, 3, "resnet", 1e-5f);
        try (Encoder first = Networks.loadEncoder(encoder, COLOUR, ComputeDevice.CPU);
                Classifier second = Networks.loadClassifier(classifier, 8, 5, ComputeDevice.CPU)) {
            assertClose(
                    second.probabilities(first.embed(sines(5, COLOUR.size()))),
                    OnnxFiles.golden("resnet-whole"),
                    1e-5f);
        }
    }

    @Test
    void whatHasNoLinearLastLayerIsNotCut() {
        assertThatThrownBy(
                        () -> OnnxCut.of(OnnxGraph.parse(OnnxFiles.file("map").bytes())))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("its output comes from Relu")
                .hasMessageContaining("--encoder");
        assertThatThrownBy(() ->
                        OnnxCut.of(OnnxGraph.parse(OnnxFiles.file("linear").bytes())))
                .hasMessageContaining("no embedding in front of it");
    }

    @ParameterizedTest
    @CsvSource({"resnet, 3, 12, true", "mobilenet, 1, 12, false", "last, 1, 12, true", "batch4, 1, 12, false"})
    void theInputIsReadFromTheFile(String name, int channels, int side, boolean sizesFree) {
        EncoderInput.Found found =
                EncoderInput.probe(OnnxFiles.file(name), new EncoderInput(1, 40, 30), ComputeDevice.CPU);
        assertThat(found.input()).isEqualTo(new EncoderInput(channels, side, side));
        assertThat(found.guessed()).isFalse();
    }

    @Test
    void aSizeThatWasOnlyGuessedIsReportedAsSuch() {
        EncoderInput own = new EncoderInput(3, 12, 12);
        assertThat(EncoderInput.probe(OnnxFiles.script("resnet"), own, ComputeDevice.CPU))
                .isEqualTo(new EncoderInput.Found(own, true));
        assertThat(EncoderInput.probe(ScriptFiles.file("encoder"), own, ComputeDevice.CPU))
                .isEqualTo(new EncoderInput.Found(new EncoderInput(1, 12, 12), false));
    }

    @Test
    void theSameImagesGiveTheSameBytesWheneverTheyAreEmbedded() {
        FloatMatrix images = sines(37, COLOUR.size());
        try (Encoder one = Networks.loadEncoder(OnnxFiles.file("resnet"), COLOUR, ComputeDevice.CPU);
                Encoder another = Networks.loadEncoder(OnnxFiles.file("resnet"), COLOUR, ComputeDevice.CPU)) {
            float[] first = one.embed(images).values();
            IntStream.range(0, 20)
                    .parallel()
                    .forEach(i -> assertThat(
                                    (i % 2 == 0 ? one : another).embed(images).values())
                            .isEqualTo(first));
        }
    }

    @Test
    void whatIsNoOnnxFileIsRefused() {
        NetworkFile text = new NetworkFile(NetworkFile.ONNX, "no network".getBytes());
        assertThatThrownBy(() -> Networks.loadEncoder(text, GREY, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("neither an ONNX file nor");
        assertThatThrownBy(() -> Networks.loadEncoder(OnnxFiles.file("resnet"), GREY, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("does not accept (1, 12, 12)")
                .hasMessageNotContaining("\n");
    }

    @Test
    void whatTheEngineCannotComputeIsRefusedWithItsReason() {
        assertThatThrownBy(() -> Networks.loadEncoder(OnnxFiles.file("double-convolution"), GREY, ComputeDevice.CPU))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("Could not find an implementation for Conv(11)")
                .hasMessageContaining("export it in float32")
                .hasMessageNotContaining("\n");
    }

    private static NetworkFile prepared(String name, @Nullable String output, boolean pool) {
        return new NetworkFile(
                NetworkFile.ONNX,
                OnnxPreparation.of(OnnxFiles.file(name).bytes(), Path.of("."), output, pool)
                        .bytes());
    }

    private static void assertEmbeds(NetworkFile file, int channels, String golden, float within) {
        ImageShape input = ImageShape.plain(channels, 12, 12);
        try (Encoder encoder = Networks.loadEncoder(file, input, ComputeDevice.CPU)) {
            assertClose(encoder.embed(sines(5, input.size())), OnnxFiles.golden(golden), within);
            assertThat(encoder.tryOut().rows()).isEqualTo(Encoder.PROBES);
        }
    }

    private static FloatMatrix sines(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return new FloatMatrix(rows, columns, values);
    }

    private static void assertClose(FloatMatrix actual, float[] expected, float within) {
        assertThat(actual.values()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.values()[i]).isCloseTo(expected[i], within(within));
        }
    }
}

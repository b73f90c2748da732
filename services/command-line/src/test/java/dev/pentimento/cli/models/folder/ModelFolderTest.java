package dev.pentimento.cli.models.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pentimento.cli.models.folder.FolderInput.Sides;
import dev.pentimento.learning.image.Framing.Resize;
import dev.pentimento.learning.image.Interpolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
    @TempDir
    Path folder;

    /** As microsoft/resnet-50 has it. */
    @Test
    void resNetIsResizedAndCut() throws IOException {
        write("model.onnx", "");
        write("config.json", "{'id2label': {'0': 'cat', '1': 'dog', '2': 'cat'}}");
        write("preprocessor_config.json", """
                {'crop_pct': 0.875, 'do_normalize': true, 'do_resize': true, 'size': 224, 'resample': 3,
                 'feature_extractor_type': 'ConvNextFeatureExtractor',
                 'image_mean': [0.485, 0.456, 0.406], 'image_std': [0.229, 0.224, 0.225]}""");

        ModelFolder found = found();

        assertThat(found.network()).isEqualTo(folder.resolve("model.onnx"));
        assertThat(found.classes()).containsExactly("cat (0)", "dog", "cat (2)");
        assertThat(found.notes()).anyMatch(note -> note.contains("several classes are called cat"));
        FolderInput input = found.input();
        assertThat(input.resize()).isEqualTo(new Sides(Resize.SHORTER_SIDE, 256, 256));
        assertThat(input.interpolation()).isEqualTo(Interpolation.BICUBIC);
        assertThat(input.height()).isEqualTo(224);
        assertThat(input.rounded()).isTrue();
        assertThat(input.earlyCut()).isTrue();
        assertThat(input.bgr()).isFalse();
        assertThat(input.range()).containsExactly(0, 1);
        assertThat(input.deviation()).containsExactly(0.229f, 0.224f, 0.225f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ViTFeatureExtractor    | 'size': 224                                                  | exact         | 224",
                "ViTImageProcessorFast  | 'size': {'height': 224, 'width': 224}                        | exact         | 224",
                "DeiTImageProcessor     | 'size': {'height': 256, 'width': 256}, 'crop_size': 224      | exact:256x256 | 224",
                "BitImageProcessor      | 'size': {'shortest_edge': 256}, 'crop_size': {'height': 224, 'width': 224} | shorter-side:256 | 224",
                "MobileNetV2ImageProcessor | 'size': 256, 'crop_size': 224                             | shorter-side:256 | 224",
                "ConvNextImageProcessor | 'size': {'shortest_edge': 384}                               | exact         | 384",
                "CLIPImageProcessor     | 'do_resize': false, 'crop_size': 224                         | none          | 224",
            })
    void otherProcessorsAreFollowed(String type, String sizes, String resize, int side) throws IOException {
        write("model.onnx", "");
        write("preprocessor_config.json", processor(type, sizes));

        assertThat(found().input().resize()).hasToString(resize);
        assertThat(found().input().width()).isEqualTo(side);
    }

    @Test
    void coloursMayBeInTheOtherOrderAndInTheRangeOfLevels() throws IOException {
        write("model.pt", "");
        write("preprocessor_config.json", """
                {'image_processor_type': 'MobileViTImageProcessor', 'size': {'shortest_edge': 288},
                 'crop_size': {'height': 256, 'width': 256}, 'do_rescale': false, 'resample': 2}""");

        assertThat(found().input().bgr()).isTrue();
        assertThat(found().input().range()).containsExactly(0, 255);
        assertThat(found().input().mean()).containsExactly(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EfficientNetImageProcessor | 'size': 224                    | image_processor_type must be one of ViTImageProcessor",
                "ViTImageProcessor | 'size': 224, 'resample': 1              | not LANCZOS",
                "ViTImageProcessor | 'size': {'longest_edge': 224}           | size must be a number",
                "ViTImageProcessor | 'size': 224, 'do_pad': true             | do_pad",
                "ViTImageProcessor | 'size': {'shortest_edge': 224}          | different sizes",
                "ViTImageProcessor | 'size': '224'                           | size must be",
                "ViTImageProcessor | 'size': 224, 'do_resize': 'yes'         | do_resize must be true or false",
                "ViTImageProcessor | 'size': 224, 'rescale_factor': 0        | rescale_factor must be positive",
                "ViTImageProcessor | 'size': 224, 'image_mean': ['a']        | image_mean must be numbers",
                "DeiTImageProcessor | 'size': 256                            | crop_size must be",
                "ConvNextImageProcessor | 'size': 224, 'do_resize': false    | different sizes",
            })
    void whatCannotBeFollowedIsNamed(String type, String settings, String named) throws IOException {
        write("model.onnx", "");
        write("preprocessor_config.json", processor(type, settings));

        assertRefused(named, "preprocessor_config.json");
    }

    private static String processor(String type, String settings) {
        return "{'image_mean': [0.5, 0.5, 0.5], 'image_std': 0.5, " + settings + ", 'image_processor_type': '" + type
                + "'}";
    }

    @Test
    void oneNetworkMustBeInIt() throws IOException {
        write("preprocessor_config.json", processor("ViTImageProcessor", "'size': 224"));
        assertRefused("contains no network in ONNX or TorchScript;", "optimum-cli export onnx");

        write("model.safetensors", "");
        assertRefused("only model.safetensors (parameters without the network)", "torch.onnx.export");

        write("onnx/model_quantized.onnx", "");
        write("onnx/model.onnx", "");
        write("optimizer.pt", "");
        assertThat(found().network()).isEqualTo(folder.resolve("onnx/model.onnx"));

        write("model.pt", "");
        assertRefused("several networks", "model.pt", "onnx/model.onnx");
    }

    @Test
    void linksOfTheCacheAreFollowedAndALoopIsRefused() throws IOException {
        write("blobs/1", processor("ViTImageProcessor", "'size': 224"));
        write("blobs/2", "");
        Files.createDirectories(folder.resolve("snapshot"));
        Path processor = folder.resolve("snapshot/preprocessor_config.json");
        Files.createSymbolicLink(processor, Path.of("../blobs/1"));
        Files.createSymbolicLink(folder.resolve("snapshot/model.onnx"), Path.of("../blobs/2"));

        assertThat(ModelFolder.find(folder.resolve("snapshot")).orElseThrow().network())
                .hasFileName("model.onnx");

        Files.createSymbolicLink(folder.resolve("MLmodel"), Path.of("MLmodel"));
        assertRefused("MLmodel", "symbolic link");
    }

    @Test
    void aFolderOfMlflowSaysWhatItsNetworkTakes() throws IOException {
        write("model.onnx", "");
        write("MLmodel", mlmodel("onnx: {data: model.onnx}", "float32", "-1, 224, 192, 3"));

        FolderInput input = found().input();

        assertThat(found().network()).isEqualTo(folder.resolve("model.onnx"));
        assertThat(new Integer[] {input.channels(), input.height(), input.width()})
                .containsExactly(3, 224, 192);
        assertThat(input.range()).isNull();

        write("data/model.pth", "");
        write("MLmodel", mlmodel("pytorch: {model_data: data, pytorch_version: 2.1.0}", "uint8", "-1, 1, -1, -1"));
        assertThat(found().network()).isEqualTo(folder.resolve("data/model.pth"));
        assertThat(found().input().channels()).isEqualTo(1);
        assertThat(found().input().height()).isNull();
        assertThat(found().input().range()).containsExactly(0, 255);
        assertThat(found().input().levels()).isTrue();
    }

    @Test
    void withoutASignatureAFolderOfMlflowSaysNothing() throws IOException {
        write("model.onnx", "");
        write("MLmodel", "flavors:\n  onnx: {data: model.onnx}\n");

        assertThat(found().input()).isSameAs(FolderInput.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sklearn: {}                          | float32 | -1, 3, 8, 8 | not [sklearn]",
                "onnx: {data: other.onnx}             | float32 | -1, 3, 8, 8 | which does not exist",
                "onnx: {data: ../model.onnx}          | float32 | -1, 3, 8, 8 | leads out of the folder",
                "onnx: {data: /etc/passwd}            | float32 | -1, 3, 8, 8 | leads out of the folder",
                "pytorch: {model_data: data}          | float32 | -1, 8, 8, 3 | channels must come first",
                "pytorch: {model_data: .}             | float32 | -1, 3, 8, 8 | leads out of the folder",
                "onnx: {data: model.onnx}             | int64   | -1, 3, 8, 8 | not int64",
                "onnx: {data: model.onnx}             | float32 | -1, 16      | must be images",
                "onnx: {data: model.onnx}, pytorch: {model_data: data} | float32 | -1, 3, 8, 8 | onnx and pytorch",
                "onnx: [                              | float32 | -1, 3, 8, 8 | is not valid YAML",
            })
    void whatMlflowSaysAndCannotBeIsNamed(String flavour, String type, String shape, String named) throws IOException {
        write("model.onnx", "");
        write("data/model.pth", "");
        write("MLmodel", mlmodel(flavour, type, shape));

        assertRefused(named, "MLmodel");
    }

    private static String mlmodel(String flavours, String type, String shape) {
        return "flavors: {" + flavours
                + "}\nsignature:\n  inputs: '[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"" + type
                + "\", \"shape\": [" + shape + "]}}]'\n";
    }

    @Test
    void aColumnOfATableIsNoImage() throws IOException {
        write("model.onnx", "");
        write("MLmodel", "flavors: {onnx: {data: model.onnx}}\nsignature:\n  inputs: '[{\"type\": \"double\"}]'\n");

        assertRefused("inputs must be one tensor of images", "MLmodel");
    }

    @Test
    void anotherFolderIsRefused() throws IOException {
        assertRefused("neither one of MLflow", "nor one of Hugging Face");

        write("MLmodel", "");
        write("preprocessor_config.json", "{}");
        assertRefused("both MLmodel and preprocessor_config.json");
    }

    private ModelFolder found() {
        return ModelFolder.find(folder).orElseThrow();
    }

    private void assertRefused(String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(this::found)
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(folder.toString())
                        .contains(parts));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name.endsWith("MLmodel") ? text : text.replace('\'', '"'));
    }
}

package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.image.ImagePixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models import} without a broker; the networks are small ones that recognise stripes. */
class ImportCommandTest {
    private static final Path NETWORKS = Path.of("..", "learning", "src", "test", "resources", "torchscript");
    private static final List<String> CLASSES = List.of("rows", "columns", "diagonals");
    private static final int SIDE = 12;

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeImages() throws IOException {
        // Several threads get in each other's way on a busy machine: a minute for what one does in seconds.
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        SplittableRandom random = new SplittableRandom(1);
        for (String name : CLASSES) {
            Path images = Files.createDirectories(folder.resolve("images").resolve(name));
            for (int i = 0; i < 60; i++) {
                Files.write(images.resolve(i + ".png"), stripes(CLASSES.indexOf(name), random));
            }
        }
        Files.write(folder.resolve("classes.txt"), CLASSES);
    }

    private static byte[] stripes(int kind, SplittableRandom random) {
        int phase = random.nextInt(4);
        float[] values = new float[SIDE * SIDE];
        for (int pixel = 0; pixel < values.length; pixel++) {
            int row = pixel / SIDE;
            int column = pixel % SIDE;
            int along = kind == 0 ? row : kind == 1 ? column : row + column;
            double value = (along + phase) / 2 % 2 + 0.25 * random.nextGaussian();
            values[pixel] = (float) Math.max(0, Math.min(1, value));
        }
        return new ImagePixels(1, SIDE, SIDE, values).png();
    }

    @Test
    void classifierAndClassesBelongTogether() {
        assertUsage(
                importing("--encoder", network("encoder"), "--classes", classes()),
                "--classifier and --classes belong together");
        assertUsage(
                importing("--encoder", network("encoder"), "--classifier", network("classifier")),
                "--classifier and --classes belong together");
        assertUsage(
                importing("--classes", classes()), "give either --encoder, with or without --classifier, or --network");
        assertUsage(importing("--network", onnx("images")), "--network contains the classifier: give --classes");
        assertUsage(
                importing("--encoder", onnx("encoder"), "--classifier-output", "logits"),
                "--classifier-output needs --classifier or --network");
    }

    @Test
    void malformedOptionsAreUsedWrongly() {
        assertUsage(importing("--encoder", network("encoder"), "--input", "12x12"), "--input must have the form");
        assertUsage(importing("--encoder", network("encoder"), "--mean", "0.1,0.2"), "--mean, --std: mean must have");
        assertUsage(importing("--encoder", network("encoder"), "--std", "0"), "standard deviation must be positive");
        assertUsage(CommandRun.of("models", "import", "--encoder", network("encoder"), "--dry-run"), "--dataset");
    }

    @Test
    void whatCannotBeUsedIsSaidInOneSentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "no network");
        Path two = Files.write(folder.resolve("two.txt"), List.of("rows", "columns"));
        Path others = Files.write(folder.resolve("others.txt"), List.of("rows", "columns", "dots"));

        assertFailure(importing("--encoder", text.toString()), text + " cannot be used: neither an ONNX file nor");
        assertFailure(importing("--encoder", folder.resolve("none.pt").toString()), "none.pt does not exist");
        assertFailure(
                importing("--encoder", network("state")), "it was saved with torch.save: parameters or a pickled");
        assertFailure(importing("--encoder", network("encoder"), "--input", "3x12x12"), "does not accept (3, 12, 12)");
        assertFailure(withClassifier("classifier", two.toString()), "which is not one of the classes [rows, columns]");
        assertFailure(
                withClassifier("classifier", others.toString()),
                "which is not one of the classes [rows, columns, dots]");
        assertFailure(withClassifier("encoder", classes()), "does not accept embeddings of 16 values");
        Files.write(two, List.of("rows", "columns", "diagonals", "dots"));
        assertFailure(withClassifier("classifier", two.toString()), "gives 3 values, expected 4");
    }

    @Test
    void aClassifierThatTakesImagesServesByItsLastLayer() {
        CommandRun run = withClassifier("whole", classes());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("its last layer is extracted");
        assertThat(run.out()).contains("original.balanced_accuracy               1.0000");
    }

    @Test
    void aClassifierThatTakesImagesAndHasMoreThanALinearLayerBehindTheEmbeddingIsRefused() {
        assertFailure(
                withClassifier("images", classes()),
                network("images") + " cannot be used: it accepts images, but its output is not a linear function");
    }

    @Test
    void anEncoderIsRewrittenUnlessItShallStayAsItIs() {
        CommandRun faster = importing("--encoder", network("encoder"));
        CommandRun unchanged = importing("--encoder", network("encoder"), "--as-is");

        assertThat(faster.exitCode()).as(faster.err()).isZero();
        assertThat(faster.err())
                .contains(
                        System.getProperty("os.name").equals("Linux")
                                        && System.getProperty("os.arch").equals("amd64")
                                ? "the encoder is rewritten for processors"
                                : "stays as it is: it cannot");
        assertThat(unchanged.exitCode()).as(unchanged.err()).isZero();
        assertThat(unchanged.err()).doesNotContain("the encoder is rewritten").doesNotContain("stays as it is");
    }

    @Test
    void answersForEmbeddingsAreAskedAbout() {
        CommandRun run = importing("--encoder", network("images"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("one value per class");
    }

    @Test
    void anOnnxEncoderAndItsClassifierAreImported() {
        CommandRun run =
                importing("--encoder", onnx("encoder"), "--classifier", onnx("classifier"), "--classes", classes());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("turns an image of 1x12x12", "into 16 values", "the classifier is more than a linear layer")
                .doesNotContain("warning", "rewritten");
        assertThat(run.out()).contains("original.balanced_accuracy               1.0000");
    }

    @Test
    void aWholeOnnxNetworkIsCutInFrontOfItsLastLayer() {
        CommandRun run = importing("--network", onnx("images"), "--classes", classes());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("the embedding is ", "what the last linear layer gets", "the classifier is linear");
        assertThat(run.out()).contains("original.balanced_accuracy               1.0000");
    }

    @Test
    void aWholeTorchScriptNetworkSaysWhatItNeeds() {
        assertFailure(
                importing("--network", network("images"), "--classes", classes()),
                network("images") + " cannot be used: a TorchScript file cannot be cut");
    }

    @Test
    void aNetworkThatReturnsEmbeddingAndClassesIsSplitByItsOutputs() throws IOException {
        Path four = Files.write(folder.resolve("four.txt"), List.of("rows", "columns", "diagonals", "dots"));
        for (String file : List.of(
                onnx("two"), onnx("two").replace(".onnx", ".pt"), onnx("named").replace(".onnx", ".pt"))) {
            boolean tuple = file.endsWith("two.pt");
            CommandRun run = importing(
                    "--network",
                    file,
                    "--output",
                    tuple ? "1" : "pooled",
                    "--classifier-output",
                    tuple ? "0" : "logits",
                    "--classes",
                    four.toString());
            // Its weights are random, so it is not used beyond that: the images show three of the four classes.
            assertThat(run.err()).as(file).contains("into 6 values");
            assertThat(run.err())
                    .as(file)
                    .contains(file.endsWith("onnx") ? "the classifier is linear" : "its last layer is extracted");
        }
        assertFailure(importing("--encoder", onnx("two")), "it has 2 outputs: logits (float32, n x 4), pooled");
    }

    @Test
    void aNetworkForASingleImageIsFedOneByOneAndSaysSo() {
        for (String file : List.of(onnx("mobilenet"), onnx("mobilenet").replace(".onnx", ".pt"))) {
            CommandRun run = importing("--encoder", file);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("warning: the encoder was made for a single image")
                    .contains("into 12 values");
        }
    }

    @Test
    void aSizeThatWasOnlyGuessedIsWarnedAbout() {
        String file = onnx("resnet").replace(".onnx", ".pt");
        CommandRun guessed = importing("--encoder", file);

        assertThat(guessed.exitCode()).as(guessed.err()).isZero();
        assertThat(guessed.err())
                .contains("3x12x12, from the first image, is a guess: give the right size with --input");
        assertThat(importing("--encoder", file, "--input", "3x12x12").err()).doesNotContain("is a guess");
        assertThat(importing("--encoder", onnx("resnet")).err()).doesNotContain("is a guess");
    }

    @Test
    void aMapOfFeaturesNeedsTheOptionThatAveragesIt() {
        for (String file : List.of(onnx("map"), onnx("map").replace(".onnx", ".pt"))) {
            assertFailure(importing("--encoder", file), "--pool averages the axes after the second");
            CommandRun run = importing("--encoder", file, "--pool");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("into 6 values");
        }
    }

    @Test
    void aFileOfAnotherKindIsCalledByItsNameWithHowToExportIt() throws IOException {
        assertRefused("keras.h5", new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0}, "a Keras file");
        assertRefused("forest.pkl", new byte[] {(byte) 0x80, 4, (byte) 0x95, 1}, "a Python pickle");
        assertRefused("weights.safetensors", safetensors(), "a safetensors file: parameters without the network");
        assertRefused("pointer.onnx", "version https://git-lfs.github.com/spec/v1".getBytes(), "git lfs pull");
        assertRefused("empty.onnx", new byte[0], "it is empty");
        assertRefused("keras.keras", zip("model.weights.h5"), "a Keras file");
        assertRefused("program.pt2", zip("archive/models/model.json"), "saved with torch.export.save");
        assertRefused("images.npz", zip("train_images.npy"), "it holds arrays of NumPy");
        assertFailure(importing("--encoder", folder.toString()), folder + " is a folder");
    }

    private static void assertRefused(String name, byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        assertFailure(importing("--encoder", file.toString()), file + " cannot be used: ");
        assertFailure(importing("--encoder", file.toString()), reason);
    }

    private static byte[] safetensors() {
        byte[] header = "{\"weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes();
        return ByteBuffer.allocate(8 + header.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .putFloat(1)
                .array();
    }

    private static byte[] zip(String entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
        }
        return bytes.toByteArray();
    }

    private static CommandRun withClassifier(String classifier, String classes) {
        return importing("--encoder", network("encoder"), "--classifier", network(classifier), "--classes", classes);
    }

    private static CommandRun importing(String... options) {
        String[] arguments = new String[options.length + 5];
        List.of(
                        "models",
                        "import",
                        "--dry-run",
                        "--dataset",
                        folder.resolve("images").toString())
                .toArray(arguments);
        System.arraycopy(options, 0, arguments, 5, options.length);
        return CommandRun.of(arguments);
    }

    private static String network(String name) {
        return NETWORKS.resolve(name + ".pt").toString();
    }

    private static String onnx(String name) {
        return NETWORKS.resolveSibling("onnx").resolve(name + ".onnx").toString();
    }

    private static String classes() {
        return folder.resolve("classes.txt").toString();
    }

    private static void assertUsage(CommandRun run, String reason) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(reason);
    }

    private static void assertFailure(CommandRun run, String reason) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(reason).doesNotContain("\tat ");
        assertThat(run.err().lines().filter(line -> line.startsWith("pentimento: ")))
                .isNotEmpty();
        assertThat(run.err().lines().reduce((first, second) -> second).orElse(""))
                .startsWith("pentimento: ");
    }
}

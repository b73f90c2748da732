package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.learning.image.ImagePixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
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

        assertFailure(importing("--encoder", text.toString()), text + " cannot be used: not a TorchScript file");
        assertFailure(importing("--encoder", folder.resolve("none.pt").toString()), "none.pt does not exist");
        assertFailure(importing("--encoder", network("state")), "not a TorchScript file");
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

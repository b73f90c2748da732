package dev.pentimento.learning.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionSettings.Descent;
import dev.pentimento.learning.correction.CorrectionSettings.Terms;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.experiment.input.DatasetDivision;
import dev.pentimento.learning.experiment.input.ExperimentData;
import dev.pentimento.learning.experiment.input.Protocol;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.Architecture;
import dev.pentimento.learning.network.MlpClassifier;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.ThesisClassifier;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripes in two directions with much noise, and a protocol that takes a second or two: how it is run, not what comes out. */
class ExperimentTest {
    private static final int SIDE = 8;
    private static final CorrectionSettings FEW_STEPS =
            new CorrectionSettings(8, new Descent(20, 32, 1e-3, 1e-4), Terms.of(1, 1), 2, true);
    private static final Protocol SMALL = new Protocol(
            new EncoderSettings(6, 1, 32, 2e-3, 0.1, 0, 1, 0),
            new ClassifierSettings(List.of(8), 0.1f, 2, 32, 1e-3, 1e-4, 0.1, 2),
            labels -> FEW_STEPS.withFolds(1).withAlign(false),
            FEW_STEPS);

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    @Test
    void anExperimentThatIsInterruptedGoesOnWhereItWasAndGivesTheSame() {
        TrainingProgress impatient = new TrainingProgress() {
            @Override
            public void report(Report report) {
                // Only whether it shall go on.
            }

            @Override
            public boolean cancelled() {
                return told.size() >= 2;
            }
        };
        assertThatThrownBy(() -> run(ExperimentKind.RECIPE, folder.resolve("a"), impatient))
                .isInstanceOf(TrainingCancelledException.class);
        ExperimentReport continued = run(ExperimentKind.RECIPE, folder.resolve("a"), TrainingProgress.SILENT);
        assertThat(told)
                .containsExactly(
                        "1 of 2: clean, 2 classes, MLP, seed 1",
                        "2 of 2: clean, 2 classes, linear head, seed 1",
                        "2 of 2: clean, 2 classes, linear head, seed 1");

        ExperimentReport again = run(ExperimentKind.RECIPE, folder.resolve("a"), TrainingProgress.SILENT);
        assertThat(told).as("nothing is made again").hasSize(3);
        assertThat(again).isEqualTo(continued);

        ExperimentReport fresh = run(ExperimentKind.RECIPE, folder.resolve("b"), TrainingProgress.SILENT);
        assertThat(accuracies(fresh)).isEqualTo(accuracies(continued));
        assertThat(kept("classifier-mlp-2.safetensors")).isInstanceOf(MlpClassifier.class);
        assertThat(kept("classifier-linear-2.safetensors")).isInstanceOf(ThesisClassifier.class);
    }

    @Test
    void everyArmIsJudgedOnTheSameImagesAndTheReportAsksNoOtherHost() throws IOException {
        ExperimentReport report = run(ExperimentKind.DRIFT, folder, TrainingProgress.SILENT);

        List<ArmResult> mixed = report.runs().stream()
                .filter(run -> run.group().equals("mixed drift, 1,000 labels"))
                .toList();
        assertThat(mixed)
                .extracting(ArmResult::arm)
                .containsExactly(
                        "original",
                        "single",
                        "aligned single",
                        "bag of four",
                        "aligned bag of four",
                        "chosen",
                        "chosen, after acceptance",
                        "classifier fine-tuned, with replay",
                        "classifier retrained on T + labels");
        assertThat(report.runs()).allSatisfy(run -> {
            assertThat(run.confusion().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(100);
            assertThat(run.figure("p")).isBetween(0.0, 1.0);
            assertThat(run.figure("p_holm")).isGreaterThanOrEqualTo(run.figure("p"));
        });
        ArmResult original = mixed.get(0);
        ArmResult bag = mixed.get(3);
        double cost = original.figure("clean_balanced_accuracy") - original.figure("balanced_accuracy");
        assertThat(bag.figure("gain"))
                .isEqualTo(bag.figure("balanced_accuracy") - original.figure("balanced_accuracy"));
        assertThat(bag.figure("clean_lost"))
                .isEqualTo(original.figure("clean_balanced_accuracy") - bag.figure("clean_balanced_accuracy"));
        assertThat(bag.figure("recovered"))
                .satisfiesAnyOf(
                        recovered -> assertThat(recovered * cost).isCloseTo(bag.figure("gain"), within(1e-9)),
                        recovered -> assertThat(cost).isNotPositive());
        assertThat(report.gallery().maps()).isNotEmpty();
        assertThat(report.gallery().reconstructions()).hasSize(12);

        String page = Files.readString(ReportPage.write(report, folder));
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "src=\"//", "@REPORT@", "@SCRIPT@")
                .contains("default-src 'none'");
        assertThat(folder.resolve("drift.json")).exists();
        assertThat(String.join("\n", ReportText.lines(report)))
                .contains("mixed drift, 200 labels", "runs significantly worse than the original");
    }

    @Test
    void syntheticEmbeddingsAreJudgedBesideTheBestThatAnyClassifierCouldDo() {
        ExperimentData clouds = new ExperimentData.Synthetic(new SyntheticSettings(3, 8, 3, 0.4, 0.4));
        ExperimentReport report = run(ExperimentKind.RECIPE, clouds, folder, TrainingProgress.SILENT);

        List<ArmResult> mlp = report.runs().stream()
                .filter(run -> run.group().equals("clean, 3 classes, MLP"))
                .toList();
        ArmResult best = mlp.get(1);
        assertThat(best.arm()).isEqualTo("Bayes classifier: the best possible");
        assertThat(best.figure("accuracy")).isBetween(0.4, 0.99);
        assertThat(mlp).extracting(ArmResult::arm).contains("recipe, after acceptance");
        assertThat(mlp)
                .allSatisfy(run -> assertThat(run.figure("accuracy"))
                        .as(run.arm())
                        .isLessThanOrEqualTo(best.figure("accuracy") + 0.01));
        assertThat(report.gallery().samples()).isEmpty();
        assertThat(report.gallery().maps()).isNotEmpty();
    }

    @Test
    void syntheticEmbeddingsHaveNoImagesThatCouldDrift() {
        ExperimentData clouds = new ExperimentData.Synthetic(SyntheticSettings.defaults());
        assertThatThrownBy(() -> run(ExperimentKind.DRIFT, clouds, folder, TrainingProgress.SILENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("experiment drift changes images, and synthetic has none; use recipe or thesis");
    }

    @Test
    void tooFewImagesAreToldBeforeAnythingIsTrained() {
        ImageDataset few = images(100);
        assertThatThrownBy(() -> DatasetDivision.divide(few, 1))
                .hasMessageContaining("stripes has too few images for an experiment")
                .hasMessageContaining("test 20");
    }

    private ExperimentReport run(ExperimentKind kind, Path where, TrainingProgress progress) {
        return run(kind, new ExperimentData.Images(images(500), ImageShape.plain(1, SIDE, SIDE)), where, progress);
    }

    private ExperimentReport run(ExperimentKind kind, ExperimentData data, Path where, TrainingProgress progress) {
        ExperimentPlan plan = new ExperimentPlan(kind, data, 1, where);
        TrainingContext context = new TrainingContext(ComputeDevice.CPU, progress, InstantSource.system());
        return new Experiment(
                        plan, SMALL, context, (run, runs, what, left) -> told.add(run + " of " + runs + ": " + what))
                .run();
    }

    private Architecture kept(String name) {
        try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
            Path file = files.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
            NetworkFile network = new NetworkFile(NetworkFile.SAFETENSORS, Files.readAllBytes(file));
            try (Network loaded = Network.load(network, ComputeDevice.CPU)) {
                return loaded.architecture();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Double> accuracies(ExperimentReport report) {
        return report.runs().stream()
                .map(run -> run.figure("balanced_accuracy"))
                .toList();
    }

    private static ImageDataset images(int count) {
        RandomGenerator random = new SplittableRandom(5);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean rows = i % 2 == 0;
            byte[] pixels = new byte[SIDE * SIDE];
            for (int p = 0; p < pixels.length; p++) {
                int stripe = rows ? p / SIDE : p % SIDE;
                pixels[p] = (byte) (stripe % 2 * 80 + random.nextInt(170));
            }
            byte[] png = ImageEncoder.greyPng(pixels, SIDE, SIDE);
            examples.add(new Example("image-" + i, () -> png, rows ? "rows" : "columns", null));
        }
        return ImageDataset.of("stripes", List.of("rows", "columns"), examples);
    }
}

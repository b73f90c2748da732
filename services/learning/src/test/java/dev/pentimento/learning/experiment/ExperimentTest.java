package dev.pentimento.learning.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageEncoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.TrainingCancelledException;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripes in two directions with much noise, and a protocol that takes a second or two: how it is run, not what comes out. */
class ExperimentTest {
    private static final int SIDE = 8;
    private static final CorrectionSettings FEW_STEPS =
            new CorrectionSettings(8, 0.1f, 20, 32, 1e-3, 1e-4, 1, 0.1, 0.01, 2, true);
    private static final Protocol SMALL = new Protocol(
            new EncoderSettings(6, 1, 32, 2e-3, 0.1, 0, 1),
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
    }

    @Test
    void everyArmIsJudgedOnTheSameImagesAndTheReportAsksNoOtherHost() throws IOException {
        ExperimentReport report = run(ExperimentKind.DRIFT, folder, TrainingProgress.SILENT);

        List<Run> mixed = report.runs().stream()
                .filter(run -> run.group().equals("mixed drift, 1,000 labels"))
                .toList();
        assertThat(mixed)
                .extracting(Run::arm)
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
        assertThat(report.gallery().maps()).isNotEmpty();
        assertThat(report.gallery().reconstructions()).hasSize(12);

        String page = Files.readString(ReportPage.write(report, folder));
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "src=\"//", "@REPORT@", "@SCRIPT@")
                .contains("default-src 'none'");
        assertThat(folder.resolve("drift.json")).exists();
        assertThat(String.join("\n", Summary.lines(report)))
                .contains("mixed drift, 200 labels", "runs significantly worse than the original");
    }

    @Test
    void tooFewImagesAreToldBeforeAnythingIsTrained() {
        ImageDataset few = images(100);
        assertThatThrownBy(() -> Parts.divide(few, 1))
                .hasMessageContaining("stripes has too few images for an experiment")
                .hasMessageContaining("test 20");
    }

    private ExperimentReport run(ExperimentKind kind, Path where, TrainingProgress progress) {
        ExperimentPlan plan = new ExperimentPlan(kind, images(500), ImageShape.plain(1, SIDE, SIDE), 1, where);
        TrainingContext context = new TrainingContext(ComputeDevice.CPU, progress, InstantSource.system());
        return new Experiment(
                        plan, SMALL, context, (run, runs, what, left) -> told.add(run + " of " + runs + ": " + what))
                .run();
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

package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.benchmarks.stages.CpuProfile;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What quality and drift cost at full load: the evaluation finds all embeddings and labels in the topics and works them
 * off, with networks of the usual sizes and a label for every image, and its thread's whole CPU time is looked at, from the
 * first prediction to the last outcome, fetching, sending and committing included. It has worked off as many before, so
 * that its code is compiled. A part of the harness, see docs/explanation/statistics.md.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class EvaluationCostMeasurement {
    private static final String PLACE = "quality and drift";
    private static final List<String> QUALITY_AND_DRIFT = List.of(
            "dev.pentimento.statistics.",
            "dev.pentimento.evaluation.drift.",
            "dev.pentimento.evaluation.quality.",
            "dev.pentimento.evaluation.joining.JoinTallies",
            "dev.pentimento.evaluation.joining.PendingTallies");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private static TrainedVersion trained() {
        FashionMnistSubset images = FashionMnistSubset.load();
        return InitialTraining.train(
                new TrainingImages(SmallVersion.INPUT, images.learning(), images.correction(), images.heldOut()),
                new InitialTrainingSettings(
                        VersionSettings.quick(images.correction().size()),
                        7,
                        ComputeDevice.CPU,
                        InstantSource.system()),
                TrainingProgress.SILENT);
    }

    @ParameterizedTest
    @CsvSource({"256, 150000, 1000000000, 30", "256, 150000, 1000, 10", "1, 20000, 1000, 25"})
    void printsTheCost(int batch, int images, int driftRate, double mostPercent) throws Exception {
        Map<String, String> rate = Map.of("evaluation.drift.rate", Integer.toString(driftRate));
        TrainedVersion version = trained();
        try (Backbone backbone = Backbone.at(folder)) {
            new ModelPublisher(backbone.context(), "test").publish(version.version(), version.files());
            embed(backbone, "warm-up", batch, images);
            try (Member evaluation = Member.evaluation(backbone, "warm-up", rate)) {
                await(() -> count(evaluation, "labels.joined") == images);
            }
            embed(backbone, "measured", batch, images);
            try (Member evaluation = Member.evaluation(backbone, "measured", rate)) {
                await(() -> count(evaluation, "predictions") > 0);
                CpuProfile profile = new CpuProfile(streamThread(), Map.of(PLACE, QUALITY_AND_DRIFT));
                await(() -> count(evaluation, "labels.joined") == images);
                profile.close();
                double percent = 100.0 * profile.nanos(PLACE) / profile.nanos();
                System.out.printf(
                        Locale.ROOT,
                        "batches of %d, drift of up to %d images a second: quality and drift take %.1f %% of the CPU"
                                + " time of the evaluation stream, %.1f of %.1f µs for an image with its label%n",
                        batch,
                        driftRate,
                        percent,
                        profile.nanos(PLACE) / 1e3 / images,
                        profile.nanos() / 1e3 / images);
                assertThat(percent).isLessThan(mostPercent);
            }
        }
    }

    /** Sends images with their labels, and returns when all of them are embedded. */
    private static void embed(Backbone backbone, String name, int batch, int images) {
        List<Example> examples = FashionMnistSubset.load().stream().examples();
        try (Member embedding = Member.embedding(backbone, name, Map.of("embedding.max.images", "" + batch))) {
            await(embedding::ready);
            for (int i = 0; i < images; i++) {
                Example example = examples.get(i % examples.size());
                backbone.world().send(WorldOutside.image(name + "-" + i, example.content()));
                backbone.world().label(name + "-" + i, example.label());
            }
            backbone.world().flush();
            await(() -> embedding
                            .context()
                            .metrics()
                            .get("pentimento.embedding.images")
                            .counter()
                            .count()
                    == images);
        }
    }

    private static double count(Member evaluation, String name) {
        return evaluation
                .context()
                .metrics()
                .get("pentimento.evaluation." + name)
                .counter()
                .count();
    }

    private static Thread streamThread() {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(".*StreamThread-\\d+"))
                .toList();
        assertThat(threads).hasSize(1);
        return threads.get(0);
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
    }
}

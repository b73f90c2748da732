package dev.pentimento.benchmarks.training;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.throughput.WaitingStream;
import dev.pentimento.benchmarks.workload.TrainerAnswers;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.benchmarks.workload.Workload.LabelledImage;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.trainer.TrainedVersion;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A new correction for images that have drifted, in the running system: from the order until the new version is published.
 * An alarm gives the trainer the same order, as soon as it has enough labels.
 */
record RetrainingMeasurement(Workbench bench, TrainedVersion champion, ImageDataset clean) {
    private static final double PER = 10_000;
    private static final String REMEMBERED = "pentimento.trainer.reservoir";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Trainings that the trainer would begin by itself would run at the same time; every image must be remembered. */
    private static final Map<String, String> ONLY_BY_ORDER = Map.of(
            "trainer.retrain.on.drift", "false",
            "trainer.retrain.on.hurts", "false",
            "trainer.reservoir.size", "20000");

    void measure(Figures.Builder figures) throws InterruptedException {
        Workload drifted = drifted();
        int images = drifted.images().size();
        try (RunningSystem system = bench.launcher()
                        .withBroker(
                                bench.own().resolve("retraining"),
                                bench.settings().with(ONLY_BY_ORDER));
                WaitingImages camera = WaitingImages.inBulk(system.context(), drifted);
                TrainerAnswers trainer = new TrainerAnswers(system.context())) {
            camera.write(images, 1, bench.options().seed());
            new WaitingStream(system, images).judgedBy(champion, count -> {});
            awaitRemembered(system, images);
            long cpu = ProcessorTime.nanos();
            long begin = System.nanoTime();
            CommandAnswer answer = trainer.retrain();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (!answer.getAccepted()) {
                figures.missing("a retraining that publishes a version, with this --seed: " + answer.getDetail());
                return;
            }
            figures.add("retraining, from the request to the published version", Unit.SECONDS, seconds)
                    .add("retraining, processor time", Unit.SECONDS, (ProcessorTime.nanos() - cpu) / 1e9)
                    .add("retraining, labelled images", Unit.COUNT, images)
                    .add("retraining, for each 10,000 labelled images", Unit.SECONDS, seconds * PER / images);
        }
    }

    /** The trainer reads the labels of the stream by itself, after they are committed. */
    private static void awaitRemembered(RunningSystem system, int images) {
        Gauge remembered = system.context().metrics().get(REMEMBERED).gauge();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (remembered.value() < images) {
            system.requireHealthy();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the trainer remembers " + Math.round(remembered.value())
                        + " labelled images instead of " + images);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Workload drifted() {
        List<LabelledImage> images = clean.examples().stream()
                .map(each -> Corruption.ROTATION.apply(
                        each, Corruption.DEFAULT_STRENGTH, bench.options().seed()))
                .map(each -> new LabelledImage(each.content(), Objects.requireNonNull(each.label())))
                .toList();
        return new Workload(champion, images, "image/png");
    }
}

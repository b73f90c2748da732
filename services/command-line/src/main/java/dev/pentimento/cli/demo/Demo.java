package dev.pentimento.cli.demo;

import dev.pentimento.cli.demo.DemoReport.Latency;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.train.TrainingLines;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.statistics.verdict.VerdictRule;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs the demo, from the first training to the recounted figures. */
final class Demo {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int SIDE = 28;
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);

    private final LocalStack stack;
    private final DemoOptions options;
    private final Terminal terminal;
    private final boolean headless;
    private final ObservedResults results = new ObservedResults();

    Demo(LocalStack stack, DemoOptions options, Terminal terminal, boolean headless) {
        this.stack = stack;
        this.options = options;
        this.terminal = terminal;
        this.headless = headless;
    }

    DemoReport run() throws InterruptedException {
        ServiceContext context = stack.context();
        FashionMnistSubset images = FashionMnistSubset.load();
        DriftingImages stream =
                new DriftingImages(images.stream(), options.corruption(), options.driftAfter(), options.seed());
        if (!headless) {
            terminal.note(page());
        }
        TrainedVersion first = trainFirst(context, images);
        publish(context, first);
        awaitReady(context);
        stack.terminated().whenComplete((done, failure) -> {
            if (failure instanceof Exception exception) {
                results.fail(exception);
            }
        });
        try (Observer observer = new Observer(context, results);
                CameraAndAnnotator camera = new CameraAndAnnotator(context, options.seed())) {
            observer.start();
            show(stream, camera);
        }
        return new Auditor(context, stream, RULE).recount(options.rate(), latency());
    }

    private String page() {
        return "live page " + stack.httpUrl() + " (token to promote or reject: " + stack.token() + ")";
    }

    private TrainedVersion trainFirst(ServiceContext context, FashionMnistSubset images) {
        TrainingImages parts = new TrainingImages(
                ImageShape.plain(1, SIDE, SIDE), images.learning(), images.correction(), images.heldOut());
        ComputeDevice device = ComputeDevice.select(context.settings().device());
        InitialTrainingSettings settings = InitialTrainingSettings.quick(parts, options.seed(), device);
        if (headless) {
            return InitialTraining.train(parts, settings, TrainingProgress.SILENT);
        }
        TrainingLines lines = new TrainingLines(terminal, Thread.currentThread()::isInterrupted);
        TrainedVersion version = InitialTraining.train(parts, settings, lines);
        lines.finish();
        return version;
    }

    private static void publish(ServiceContext context, TrainedVersion first) {
        ModelCandidate candidate = ModelCandidate.newBuilder()
                .setId("demo")
                .setVersion(first.version())
                .setPublishedBy("demo")
                .setPublishedAt(Instant.now())
                .build();
        new ModelPublisher(context, "demo").submit(candidate, first.files());
    }

    private void show(DriftingImages stream, CameraAndAnnotator camera) throws InterruptedException {
        CameraSchedule schedule = new CameraSchedule(stream, camera, results, options);
        if (headless) {
            schedule.run();
        } else {
            StoryTable table = new StoryTable(page(), options.images(), results, InstantSource.system());
            try (StoryDisplay screen = StoryDisplay.show(terminal, table, results)) {
                schedule.run();
            }
        }
    }

    private void awaitReady(ServiceContext context) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!context.health().notReady().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the services are not ready: " + context.health().notReady());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private Latency latency() {
        List<Long> sorted = results.latencyMillis().stream().sorted().toList();
        return sorted.isEmpty()
                ? new Latency(0, 0)
                : new Latency(sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.99)));
    }
}

package dev.pentimento.cli.demo;

import dev.pentimento.cli.demo.DemoReport.Latency;
import dev.pentimento.cli.demo.DemoReport.Rates;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.stack.LocalStack;
import dev.pentimento.cli.train.TrainingLines;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.data.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.Heads;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.UnusableRecordException;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.statistics.verdict.VerdictRule;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The demo's story from the first training to the recounted figures. */
final class Demo {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final int SIDE = 28;
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);

    private final LocalStack stack;
    private final DemoOptions options;
    private final Terminal terminal;
    private final boolean headless;
    private final Sightings sightings = new Sightings();

    Demo(LocalStack stack, DemoOptions options, Terminal terminal, boolean headless) {
        this.stack = stack;
        this.options = options;
        this.terminal = terminal;
        this.headless = headless;
    }

    DemoReport run() throws InterruptedException, UnusableRecordException {
        ServiceContext context = stack.context();
        FashionMnistSubset images = FashionMnistSubset.load();
        Scene scene = new Scene(images.stream(), options.corruption(), options.driftAfter(), options.seed());
        if (!headless) {
            terminal.note(page());
        }
        TrainedVersion first = trainFirst(context, images);
        new ModelPublisher(context, "demo").publish(first.version(), first.files());
        awaitReady(context);
        Throughput throughput = new Throughput();
        stack.terminated().whenComplete((done, failure) -> {
            if (failure instanceof Exception exception) {
                sightings.fail(exception);
            }
        });
        try (Observer observer = new Observer(context, sightings);
                World world = new World(context, options.seed())) {
            observer.start();
            show(scene, world, throughput);
        }
        Rates rates = new Rates(throughput.imagesPerSecond(), bareModel(context, first, scene));
        return new Auditor(context, scene, RULE).recount(rates, latency());
    }

    private String page() {
        return "live page " + stack.httpUrl() + " (token to promote or reject: " + stack.token() + ")";
    }

    private TrainedVersion trainFirst(ServiceContext context, FashionMnistSubset images) {
        TrainingImages parts = new TrainingImages(
                ImageShape.plain(1, SIDE, SIDE), images.learning(), images.correction(), images.heldOut());
        ComputeDevice device = ComputeDevice.select(context.settings().device());
        InitialTrainingSettings settings = InitialTrainingSettings.defaults(parts, options.seed(), device);
        if (headless) {
            return InitialTraining.train(parts, settings, TrainingProgress.SILENT);
        }
        TrainingLines lines = new TrainingLines(terminal, Thread.currentThread()::isInterrupted);
        TrainedVersion version = InitialTraining.train(parts, settings, lines);
        lines.finish();
        return version;
    }

    /** What the images cost without Kafka, with the networks that were just trained. */
    private static double bareModel(ServiceContext context, TrainedVersion first, Scene scene) {
        ModelVersion version = first.version();
        ComputeDevice device = ComputeDevice.select(context.settings().device());
        ImageShape input = ImageShape.plain(1, SIDE, SIDE);
        try (Encoder encoder = Networks.loadEncoder(file(first, version.getEncoderFile()), input, device);
                Heads heads = Networks.loadHeads(
                        file(first, version.getClassifierFile()),
                        version.getCorrectionFile() == null ? null : file(first, version.getCorrectionFile()),
                        version.getDimensions(),
                        version.getClasses().size(),
                        device)) {
            return new BareModel(encoder, heads).imagesPerSecond(scene);
        }
    }

    private static NetworkFile file(TrainedVersion version, Artifact artifact) {
        return version.files().stream()
                .map(bytes -> new NetworkFile(artifact.getFormat(), bytes))
                .filter(file -> file.sha256().equals(artifact.getSha256()))
                .findFirst()
                .orElseThrow();
    }

    private void show(Scene scene, World world, Throughput throughput) throws InterruptedException {
        Director director = new Director(scene, world, sightings, options, throughput);
        if (headless) {
            director.run();
        } else {
            StoryTable table = new StoryTable(page(), options.images(), sightings, InstantSource.system());
            try (Screen screen = Screen.show(terminal, table, sightings)) {
                director.run();
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
        List<Long> sorted = sightings.latencyMillis().stream().sorted().toList();
        return sorted.isEmpty()
                ? new Latency(0, 0)
                : new Latency(sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.99)));
    }
}

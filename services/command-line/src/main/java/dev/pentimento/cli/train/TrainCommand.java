package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.data.Datasets;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.experiment.ExperimentData;
import dev.pentimento.learning.experiment.ExperimentKind;
import dev.pentimento.learning.experiment.ExperimentPlan;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.UndecodableImageException;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento train}. */
@Command(
        name = "train",
        description = {
            "Trains encoder, classifier and correction from labelled images and publishes them as one version.",
            "In an empty registry the trainer makes it champion; otherwise it is a candidate, judged in shadow.",
            "With --experiment it measures instead what a correction is worth, and writes a report."
        })
public final class TrainCommand implements Callable<Integer> {
    private static final int LARGEST_DEFAULT_SIDE = 64;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final ExperimentOptions experiment = new ExperimentOptions();

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "DATA",
            description = "A folder per class, COVIDx list files, IDX, .npz, or a name such as fashion-mnist-subset.")
    private String dataset = "";

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Channels, height and width that the encoder takes, such as 1x64x64. Default: those of the"
                    + " first image, at most 64 pixels high and wide.")
    private @Nullable String input;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed and data give the same version. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--dry-run", description = "Train and tell the figures, but publish nothing.")
    private boolean dryRun;

    public TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PlatformSettings platform = PlatformSettings.from(connectionOptions.settings());
        ExperimentKind kind = experiment.kind();
        if (kind != null) {
            return measure(kind, platform.device());
        }
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (!dryRun) {
                connection.partitions(Topic.MODEL_VERSIONS); // known before minutes are spent
            }
            ImageDataset images = Datasets.open(dataset);
            images.requireTrainable();
            TrainingImages parts = TrainingImages.of(images, shape(images), seed);
            TorchEngine.start(
                    Math.max(platform.engineThreads(), Runtime.getRuntime().availableProcessors()));
            ComputeDevice device = ComputeDevice.select(platform.device());
            TrainingLines lines = new TrainingLines(terminal, stop::requested);
            TrainedVersion trained =
                    InitialTraining.train(parts, InitialTrainingSettings.defaults(parts, seed, device), lines);
            lines.finish();
            tell(trained.version());
            if (!dryRun) {
                publish(platform, trained);
                terminal.out()
                        .println("published as a candidate: ./pentimento models show "
                                + trained.version().getVersion());
            }
            terminal.out().flush();
            return 0;
        }
    }

    private int measure(ExperimentKind kind, String device) {
        if (experiment.seeds() < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds must be positive: " + experiment.seeds());
        }
        ExperimentData data = data();
        return new ExperimentRun(terminal)
                .carryOut(
                        asUsage(() -> new ExperimentPlan(kind, data, experiment.seeds(), experiment.reportDir())),
                        device);
    }

    private ExperimentData data() {
        if (ExperimentData.Synthetic.NAME.equalsIgnoreCase(dataset)) {
            return asUsage(() -> experiment.synthetic(input));
        }
        ImageDataset images = asUsage(() -> experiment.open(dataset));
        images.requireTrainable();
        return new ExperimentData.Images(images, shape(images));
    }

    private <T> T asUsage(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void publish(PlatformSettings platform, TrainedVersion trained) {
        try (ServiceContext context = ServiceContext.of(platform, new SimpleMeterRegistry(), new Health())) {
            new ModelPublisher(context, "train-" + UUID.randomUUID()).publish(trained.version(), trained.files());
        }
    }

    private ImageShape shape(ImageDataset images) {
        if (input != null) {
            String[] parts = input.toLowerCase(Locale.ROOT).split("x", -1);
            try {
                return ImageShape.plain(
                        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--input must look like 1x64x64 or 3x64x64: " + input + " (" + e.getMessage() + ")",
                        e);
            }
        }
        try {
            ImagePixels first = ImageDecoder.decodeAsIs(images.examples().get(0).content());
            return ImageShape.plain(
                    first.channels(),
                    Math.min(LARGEST_DEFAULT_SIDE, first.height()),
                    Math.min(LARGEST_DEFAULT_SIDE, first.width()));
        } catch (UndecodableImageException e) {
            throw new IllegalArgumentException(images.examples().get(0).image() + " is " + e.getMessage(), e);
        }
    }

    private void tell(ModelVersion version) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "version %s of %d classes, trained in %.0f s on %s%n",
                        version.getVersion(),
                        version.getClasses().size(),
                        version.getTrainedSeconds(),
                        version.getDevice());
        terminal.out()
                .println(
                        version.getCorrectionFile() == null
                                ? "no correction: none was learned that does no harm on images it had not seen"
                                : "with a correction");
        version.getValidation()
                .forEach((name, value) -> terminal.out().printf(Locale.ROOT, "  %-40s %.4f%n", name, value));
    }
}

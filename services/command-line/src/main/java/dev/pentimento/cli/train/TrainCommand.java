package dev.pentimento.cli.train;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.experiment.ExperimentData;
import dev.pentimento.learning.experiment.ExperimentKind;
import dev.pentimento.learning.experiment.ExperimentPlan;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
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
    private static final int SMALLEST_EMBEDDING = 2;

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final ExperimentOptions experiment = new ExperimentOptions();

    @Mixin
    private final LabelledImages labelled = new LabelledImages();

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Channels, height and width that the encoder takes, such as 1x64x64. Default: those of the"
                    + " first image, at most 64 pixels high and wide.")
    private @Nullable String input;

    @Option(
            names = "--embedding-size",
            paramLabel = "N",
            description = "Dimensions of an embedding, " + SMALLEST_EMBEDDING + " or more. Default: 128.")
    private @Nullable Integer embeddingSize;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed and data give the same version. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--dry-run", description = "Train and tell the figures, but publish nothing.")
    private boolean dryRun;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description =
                    "Keep encoder and classifier here as soon as each is trained: after a kill the same command goes"
                            + " on with them, to the same version.")
    private @Nullable Path workDir;

    public TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PlatformSettings platform = PlatformSettings.from(connectionOptions.settings());
        if (embeddingSize != null && embeddingSize < SMALLEST_EMBEDDING) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--embedding-size must be at least " + SMALLEST_EMBEDDING + ": " + embeddingSize);
        }
        ExperimentKind kind = experiment.kind();
        if (kind != null) {
            if (embeddingSize != null) {
                throw new ParameterException(
                        spec.commandLine(), "--experiment measures embeddings of 128 dimensions: no --embedding-size");
            }
            return measure(kind, platform.device());
        }
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (!dryRun) {
                connection.partitions(Topic.MODEL_VERSIONS); // known before minutes are spent
            }
            ImageDataset images = labelled.open(spec.commandLine());
            images.requireTrainable();
            TrainingImages parts = TrainingImages.of(images, shape(images), seed);
            TorchEngine.start(
                    Math.max(platform.engineThreads(), Runtime.getRuntime().availableProcessors()));
            ComputeDevice device = ComputeDevice.select(platform.device());
            TrainingLines lines = new TrainingLines(terminal, stop::requested);
            InitialTrainingSettings settings = settings(parts, device);
            TrainedVersion trained = workDir == null
                    ? InitialTraining.train(parts, settings, lines)
                    : InitialTraining.train(parts, settings, lines, workDir);
            lines.finish();
            NewVersion version = new NewVersion(trained, terminal);
            version.tell();
            if (!dryRun) {
                version.publish(platform, connection);
            }
            return 0;
        }
    }

    private InitialTrainingSettings settings(TrainingImages parts, ComputeDevice device) {
        InitialTrainingSettings settings = InitialTrainingSettings.defaults(parts, seed, device);
        return embeddingSize == null ? settings : settings.withDimensions(embeddingSize);
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
        if (labelled.named(ExperimentData.Synthetic.NAME)) {
            if (labelled.data() != null || input != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--dataset synthetic is drawn at random and takes neither --data nor --input");
            }
            return new ExperimentData.Synthetic(SyntheticSettings.defaults());
        }
        ImageDataset images = labelled.open(spec.commandLine());
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

    private ImageShape shape(ImageDataset images) {
        if (input != null) {
            InputOption.Size size = InputOption.parse(input, spec.commandLine());
            return ImageShape.plain(size.channels(), size.height(), size.width());
        }
        ImagePixels first = LabelledImages.first(images);
        return ImageShape.plain(
                first.channels(),
                Math.min(LARGEST_DEFAULT_SIDE, first.height()),
                Math.min(LARGEST_DEFAULT_SIDE, first.width()));
    }
}

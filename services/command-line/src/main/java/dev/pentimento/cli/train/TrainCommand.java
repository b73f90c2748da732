package dev.pentimento.cli.train;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.data.DecodedImages;
import dev.pentimento.learning.data.GreyUse;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.experiment.ExperimentKind;
import dev.pentimento.learning.experiment.ExperimentPlan;
import dev.pentimento.learning.experiment.input.ExperimentData;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.PixelReading;
import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.inference.EncoderInput;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento train}. */
@Command(
        name = "train",
        description = {
            "Trains an encoder, a classifier and a correction on labelled images and publishes them as one version.",
            "If the registry is empty, the trainer makes it champion; otherwise it is a candidate in shadow.",
            "With --experiment, it measures what a correction is worth, writes a report and publishes nothing."
        })
public final class TrainCommand extends TrainingCommand {
    private static final int LARGEST_DEFAULT_SIDE = 64;
    private static final int SMALLEST_EMBEDDING = 2;

    @Mixin
    private final ExperimentOptions experiment = new ExperimentOptions();

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description =
                    "Channels, height and width of the encoder's input, such as 1x64x64. Default: those of the first"
                            + " image, at most 64 pixels high and wide.")
    private @Nullable String input;

    @Option(
            names = "--embedding-size",
            paramLabel = "N",
            description = "Dimensions of an embedding, " + SMALLEST_EMBEDDING + " or more. Default: 128.")
    private @Nullable Integer embeddingSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Most epochs in which the encoder sees all images. Fewer take less time."
                    + " Default: 5, and more with fewer than about 21,000 images.")
    private @Nullable Integer epochs;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Folder in which encoder and classifier are saved once trained. After a kill, the same"
                    + " command continues with them and produces the same version.")
    private @Nullable Path workDir;

    @Override
    public Integer call() {
        if (embeddingSize != null && embeddingSize < SMALLEST_EMBEDDING) {
            throw new UsageException("--embedding-size must be at least " + SMALLEST_EMBEDDING + ": " + embeddingSize);
        }
        if (epochs != null && epochs < 1) {
            throw new UsageException("--epochs must be positive: " + epochs);
        }
        if (experiment.kind == null) {
            return trainAndPublish();
        }
        if (epochs != null) {
            throw new UsageException("--experiment has its own protocol: it cannot be combined with --epochs");
        }
        if (embeddingSize != null) {
            throw new UsageException(
                    "--experiment always uses embeddings with 128 dimensions: it cannot be combined with --embedding-size");
        }
        return measure(experiment.kind);
    }

    @Override
    protected TrainedVersion train(PlatformSettings platform, BooleanSupplier cancelled) {
        ImageDataset images = labelled.open(terminal::note);
        TrainingImages parts = TrainingImages.of(images, shape(images), seed);
        InitialTrainingSettings settings = settings(parts, startEngine(platform));
        if (!parts.fitInMemory()) {
            tellThatTheyAreDecodedAgain(parts);
        }
        TrainingLines lines = new TrainingLines(terminal, cancelled);
        TrainedVersion trained = workDir == null
                ? InitialTraining.train(parts, settings, lines)
                : InitialTraining.train(parts, settings, lines, workDir);
        lines.finish();
        return trained;
    }

    private InitialTrainingSettings settings(TrainingImages parts, ComputeDevice device) {
        InitialTrainingSettings settings = InitialTrainingSettings.defaults(parts, seed, device);
        if (epochs != null) {
            settings = settings.withEpochs(epochs);
        }
        return embeddingSize == null ? settings : settings.withDimensions(embeddingSize);
    }

    private void tellThatTheyAreDecodedAgain(TrainingImages parts) {
        terminal.note(String.format(
                Locale.ROOT,
                "%,d images of %dx%dx%d take %,.1f GB decoded, more than a quarter of the heap (%,.1f GB): they are decoded"
                        + " again in each epoch, with the same result; PENTIMENTO_JAVA_OPTS=-Xmx sets the heap",
                parts.size(),
                parts.input().channels(),
                parts.input().height(),
                parts.input().width(),
                parts.decodedBytes() / 1e9,
                DecodedImages.bytesOfHeap() / 1e9));
    }

    private int measure(ExperimentKind kind) {
        String device = PlatformSettings.from(connectionOptions.settings()).device();
        if (experiment.seeds < 1) {
            throw new UsageException("--seeds must be positive: " + experiment.seeds);
        }
        ExperimentData data = data();
        ExperimentPlan plan;
        try {
            plan = new ExperimentPlan(kind, data, experiment.seeds, experiment.reportDir);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
        return new ExperimentRun(terminal).carryOut(plan, device);
    }

    private ExperimentData data() {
        if (labelled.named(ExperimentData.Synthetic.NAME)) {
            if (labelled.data() != null || input != null) {
                throw new UsageException(
                        "--dataset synthetic is generated: it cannot be combined with --data or --input");
            }
            return new ExperimentData.Synthetic(SyntheticSettings.defaults());
        }
        ImageDataset images = labelled.open(terminal::note);
        return new ExperimentData.Images(images, shape(images));
    }

    private ImageShape shape(ImageDataset images) {
        PixelReading reading = pixels.reading();
        GreyUse.warning(images, reading).ifPresent(terminal::note);
        if (input != null) {
            EncoderInput size = InputOption.parse(input);
            return ImageShape.plain(size.channels(), size.height(), size.width())
                    .withReading(reading);
        }
        ImageFile first = LabelledImagesOptions.first(images);
        return ImageShape.plain(
                        first.channels(),
                        Math.min(LARGEST_DEFAULT_SIDE, reading.upright() ? first.uprightHeight() : first.height()),
                        Math.min(LARGEST_DEFAULT_SIDE, reading.upright() ? first.uprightWidth() : first.width()))
                .withReading(reading);
    }
}

package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.train.InputOption;
import dev.pentimento.cli.train.LabelledImages;
import dev.pentimento.cli.train.NewVersion;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.EncoderInput;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.NetworkImport;
import dev.pentimento.trainer.NetworkImport.ClassifierInput;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento models import}. */
@Command(
        name = "import",
        description = {
            "Brings your own networks, as TorchScript files, and publishes them as one version.",
            "A classifier that comes along stays as it is, and a correction is learned for it from the labelled images;"
                    + " without one, a classifier is trained from them too. The classifier takes the encoder's"
                    + " embeddings, or images where one linear layer follows on them, and gives a logit or a probability for"
                    + " each class."
        })
final class ImportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final LabelledImages labelled = new LabelledImages();

    @Mixin
    private final NormalisationOptions normalisation = new NormalisationOptions();

    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "FILE.pt",
            description = "TorchScript: images, n x channels x height x width, to embeddings, n x length.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path encoder;

    @Option(
            names = "--classifier",
            paramLabel = "FILE.pt",
            description =
                    "TorchScript: embeddings to classes, or images to classes if its layers up to the last, a linear one,"
                            + " are the encoder; that layer serves then. It goes with --classes.")
    private @Nullable Path classifier;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, a line for each, in the order of the classifier's outputs.")
    private @Nullable Path classes;

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Channels, height and width that the encoder takes, such as 3x224x224. Default: found by"
                    + " trying; where it takes any size, that of the first image, at most 224 pixels a side.")
    private @Nullable String input;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The same seed, networks and data give the same version. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--dry-run", description = "Learn and tell the figures, but publish nothing.")
    private boolean dryRun;

    ImportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((classifier == null) != (classes == null)) {
            throw new ParameterException(
                    spec.commandLine(), "--classifier and --classes belong together: give both or neither");
        }
        PlatformSettings platform = PlatformSettings.from(connectionOptions.settings());
        try (StopSignal stop = StopSignal.listen();
                Connection connection = connectionOptions.connect()) {
            if (!dryRun) {
                connection.partitions(Topic.MODEL_VERSIONS); // known before minutes are spent
            }
            NewVersion version = new NewVersion(learn(platform, stop), terminal);
            version.tell();
            if (!dryRun) {
                version.publish(platform, connection);
            }
            return 0;
        }
    }

    private dev.pentimento.trainer.TrainedVersion learn(PlatformSettings platform, StopSignal stop) {
        TorchEngine.start(
                Math.max(platform.engineThreads(), Runtime.getRuntime().availableProcessors()));
        ComputeDevice device = ComputeDevice.select(platform.device());
        GivenNetworks networks = GivenNetworks.read(encoder, classifier, classes);
        ImageDataset images = labelled.open(spec.commandLine());
        images.requireTrainable();
        ImageDataset ordered = networks.number(images);
        ImageShape shape = shape(networks, ordered, device);
        int dimensions = networks.check(shape, device);
        ClassifierInput takes = networks.classifierInput(shape, dimensions, device);
        tell(dimensions, shape, takes, ordered.classes().size());
        NetworkFile given = networks.classifier();
        TrainingImages parts = given == null
                ? TrainingImages.of(ordered, shape, seed)
                : TrainingImages.forCorrection(ordered, shape, seed);
        ImportLines lines = new ImportLines(terminal, stop::requested);
        try {
            return new NetworkImport(networks.encoder(), given, takes)
                    .carryOut(parts, InitialTrainingSettings.defaults(parts, seed, device), lines);
        } catch (UnusableFileException e) {
            throw networks.classifierRefused(e);
        } finally {
            lines.finish();
        }
    }

    private void tell(int dimensions, ImageShape shape, ClassifierInput takes, int classes) {
        terminal.note("the encoder makes " + dimensions + " values of images of " + shape);
        if (takes == ClassifierInput.IMAGES) {
            terminal.note("the classifier takes images: its last layer is looked for, and serves");
        }
        if (dimensions == classes) {
            terminal.note(
                    "that is one value for each class: if these are the answers of a whole classifier, give its layers"
                            + " before the last one as the encoder, and the whole as the classifier");
        }
    }

    private ImageShape shape(GivenNetworks networks, ImageDataset images, ComputeDevice device) {
        if (input != null) {
            InputOption.Size size = InputOption.parse(input, spec.commandLine());
            return normalisation.of(new EncoderInput(size.channels(), size.height(), size.width()), spec.commandLine());
        }
        ImagePixels first = LabelledImages.first(images);
        EncoderInput own = new EncoderInput(first.channels(), first.height(), first.width());
        return normalisation.of(networks.probe(own, device), spec.commandLine());
    }
}

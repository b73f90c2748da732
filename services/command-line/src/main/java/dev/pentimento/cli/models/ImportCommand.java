package dev.pentimento.cli.models;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.train.InputOption;
import dev.pentimento.cli.train.LabelledImagesOptions;
import dev.pentimento.cli.train.TrainingCommand;
import dev.pentimento.learning.data.GreyUse;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.inference.EncoderInput;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.NetworkImport;
import dev.pentimento.trainer.NetworkImport.ClassifierInput;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento models import}. */
@Command(
        name = "import",
        description = {
            "Publishes your own TorchScript networks as one version.",
            "Your classifier is not changed; a correction for it is trained on the labelled images. Without a"
                    + " classifier, one is trained on them too. The classifier accepts the encoder's embeddings, or"
                    + " images, if its last layer is linear and the layers before it are the encoder. It returns a logit or"
                    + " a probability for each class."
        })
final class ImportCommand extends TrainingCommand {
    @Mixin
    private final NormalisationOptions normalisation = new NormalisationOptions();

    @Option(
            names = "--encoder",
            required = true,
            paramLabel = "FILE.pt",
            description = "TorchScript network from images (n x channels x height x width) to embeddings (n x length).")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path encoder;

    @Option(
            names = "--classifier",
            paramLabel = "FILE.pt",
            description =
                    "TorchScript network from embeddings to classes; or from images to classes, if its last layer is"
                            + " linear and the layers before it are the encoder. That last layer is then used. Needs"
                            + " --classes.")
    private @Nullable Path classifier;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description =
                    "Names of the classes, one per line, in the order of the classifier's outputs. Needs --classifier.")
    private @Nullable Path classes;

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description =
                    "Channels, height and width of the encoder's input, such as 3x224x224. Default: determined by trial."
                            + " If the encoder accepts any size: the size of the first image, at most 224 pixels per side.")
    private @Nullable String input;

    @Option(
            names = "--as-is",
            description = "Publish the encoder's file unchanged. By default, it is rewritten for faster inference on"
                    + " processors, and can then not run on GPUs.")
    private boolean asIs;

    @Override
    public Integer call() {
        if ((classifier == null) != (classes == null)) {
            throw new UsageException("--classifier and --classes belong together: give both or neither");
        }
        return trainAndPublish();
    }

    @Override
    protected TrainedVersion train(PlatformSettings platform, BooleanSupplier cancelled) {
        ComputeDevice device = startEngine(platform);
        UserNetworks given = UserNetworks.read(encoder, classifier, classes);
        ImageDataset ordered = given.number(labelled.open(terminal::note));
        ImageShape shape = shape(given, ordered, device).withReading(pixels.reading());
        GreyUse.warning(ordered, shape.reading()).ifPresent(terminal::note);
        int dimensions = given.check(shape, device);
        UserNetworks networks = asIs || device.isGpu() ? given : given.faster(shape, terminal::note);
        ClassifierInput takes = networks.classifierInput(shape, dimensions, device);
        tell(dimensions, shape, takes, ordered.classes().size());
        NetworkFile ownClassifier = networks.classifier();
        TrainingImages parts = ownClassifier == null
                ? TrainingImages.of(ordered, shape, seed)
                : TrainingImages.forCorrection(ordered, shape, seed);
        ImportLines lines = new ImportLines(terminal, cancelled);
        try {
            return new NetworkImport(networks.encoder(), ownClassifier, takes)
                    .carryOut(parts, InitialTrainingSettings.defaults(parts, seed, device), lines);
        } catch (UnusableFileException e) {
            throw networks.classifierRefused(e);
        } finally {
            lines.finish();
        }
    }

    private void tell(int dimensions, ImageShape shape, ClassifierInput takes, int classes) {
        terminal.note("the encoder turns an image of " + shape + " into " + dimensions + " values");
        if (takes == ClassifierInput.IMAGES) {
            terminal.note("the classifier accepts images: its last layer is extracted and used as the classifier");
        }
        if (dimensions == classes) {
            terminal.note("that is one value per class: if the file is a whole classifier, give its layers without the"
                    + " last one as the encoder, and the whole network as the classifier");
        }
    }

    private ImageShape shape(UserNetworks networks, ImageDataset images, ComputeDevice device) {
        if (input != null) {
            return normalisation.of(InputOption.parse(input));
        }
        ImageFile first = LabelledImagesOptions.first(images);
        EncoderInput own = new EncoderInput(first.channels(), first.height(), first.width());
        return normalisation.of(networks.probe(own, device));
    }
}

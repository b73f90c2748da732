package dev.pentimento.cli.models;

import dev.pentimento.cli.models.UserNetworks.Outputs;
import dev.pentimento.cli.models.folder.FolderInput;
import dev.pentimento.cli.models.folder.ModelFolder;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.train.InputOption;
import dev.pentimento.cli.train.LabelledImagesOptions;
import dev.pentimento.cli.train.TrainingCommand;
import dev.pentimento.cli.train.TrainingLines;
import dev.pentimento.learning.data.GreyUse;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pentimento models import}. */
@Command(
        name = "import",
        description = {
            "Publishes your own networks, in ONNX or TorchScript, as one version.",
            "Your classifier is not changed; a correction for it is trained on the labelled images. Without a"
                    + " classifier, one is trained on them too. The classifier accepts the encoder's embeddings, or"
                    + " images, if its last layer is linear and the layers before it are the encoder. It returns a logit or"
                    + " a probability for each class."
        })
final class ImportCommand extends TrainingCommand {
    @Mixin
    private final PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Option(
            names = "--encoder",
            paramLabel = "FILE",
            description = "ONNX or TorchScript network from images (n x channels x height x width) to embeddings (n x"
                    + " length, or n x length x 1 x 1). Also a folder of MLflow or Hugging Face.")
    private @Nullable Path encoder;

    @Option(
            names = "--classifier",
            paramLabel = "FILE",
            description =
                    "ONNX or TorchScript network from embeddings to classes; or from images to classes, if its last"
                            + " layer is linear and the layers before it are the encoder. That last layer is then used. Needs"
                            + " --classes.")
    private @Nullable Path classifier;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description =
                    "ONNX network from images to classes, instead of --encoder and --classifier. It is cut in front"
                            + " of its last linear layer. A TorchScript network must return both embedding and classes. Needs"
                            + " --classes. Also a folder of MLflow or Hugging Face.")
    private @Nullable Path network;

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description =
                    "Output of the encoder, or of the network, that is the embedding. In ONNX, also an inner value."
                            + " For a tuple of TorchScript, the position, from 0. Default: the only one.")
    private @Nullable String output;

    @Option(
            names = "--classifier-output",
            paramLabel = "NAME",
            description = "Output of the classifier, or of the network, with a logit or a probability for each class."
                    + " Default: the only one.")
    private @Nullable String classifierOutput;

    @Option(
            names = "--pool",
            description = "Average all axes of the embedding after the second: n x length x height x width becomes n x"
                    + " length.")
    private boolean pool;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description =
                    "Names of the classes, one per line, in the order of the classifier's outputs. Needs --classifier or"
                            + " --network. Default: id2label in a folder of Hugging Face.")
    private @Nullable Path classes;

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description =
                    "Channels, height and width of the encoder's input, such as 3x224x224. Default: what the folder says,"
                            + " read from the file, or determined by trial. If the encoder accepts any size: the size of the first image, at most 224 pixels per side.")
    private @Nullable String input;

    @Option(
            names = "--as-is",
            description =
                    "Publish a TorchScript encoder's file unchanged. By default, it is rewritten for faster inference"
                            + " on processors, and can then not run on GPUs.")
    private boolean asIs;

    /** The folder that was given instead of a file. */
    private Optional<ModelFolder> folder = Optional.empty();

    @Override
    public Integer call() {
        if ((encoder == null) == (network == null)) {
            throw new UsageException("give either --encoder, with or without --classifier, or --network");
        }
        folder = ModelFolder.find(path());
        boolean named = classes != null
                || folder.stream().anyMatch(each -> !each.classes().isEmpty());
        if (network != null && (classifier != null || !named)) {
            throw new UsageException("--network contains the classifier: give --classes, and no --classifier");
        }
        if (network == null && (classifier == null ? classes != null : !named)) {
            throw new UsageException("--classifier and --classes belong together: give both or neither");
        }
        if (network == null && classifier == null && classifierOutput != null) {
            throw new UsageException("--classifier-output needs --classifier or --network");
        }
        return trainAndPublish();
    }

    private Path path() {
        return network != null ? network : Objects.requireNonNull(encoder);
    }

    private List<String> names() {
        return classes != null
                ? ClassNames.read(classes)
                : folder.map(ModelFolder::classes).orElse(List.of());
    }

    private UserNetworks read() {
        folder.ifPresent(each -> {
            each.notes().forEach(terminal::note);
            terminal.note("the network is " + each.network());
        });
        Outputs outputs = new Outputs(output, classifierOutput, pool);
        Path file = folder.map(ModelFolder::network).orElse(path());
        if (network != null) {
            return UserNetworks.readWhole(file, names(), outputs, terminal::note);
        }
        List<String> names = classifier == null ? List.of() : names();
        return UserNetworks.read(file, classifier, names, outputs, terminal::note);
    }

    @Override
    protected TrainedVersion train(PlatformSettings platform, BooleanSupplier cancelled) {
        ComputeDevice device = startEngine(platform);
        UserNetworks given = read();
        ImageDataset ordered = given.number(labelled.open(terminal::note));
        ImageShape shape = shape(given, ordered, device);
        // Too few images are refused before minutes of rewriting.
        TrainingImages parts = given.classifier() == null
                ? TrainingImages.of(ordered, shape, seed)
                : TrainingImages.forCorrection(ordered, shape, seed);
        GreyUse.warning(ordered, shape.reading()).ifPresent(terminal::note);
        int dimensions = given.check(shape, device);
        if (given.oneByOne(shape, device)) {
            terminal.note(
                    "warning: the encoder was made for a single image, so images pass one by one: that costs little on"
                            + " processors if images are large, and most of the speed on GPUs and for small images; export it with"
                            + " a dynamic batch axis, or trace it with two images");
        }
        UserNetworks faster = asIs || device.isGpu() ? given : given.faster(shape, terminal::note);
        ClassifierInput takes = faster.classifierInput(shape, dimensions, device);
        tell(dimensions, shape, takes, ordered.classes().size());
        UserNetworks networks = takes == ClassifierInput.EMBEDDINGS
                ? faster.openClassifier(dimensions, device, terminal::note)
                : faster;
        TrainingLines lines = new TrainingLines(terminal, cancelled);
        try {
            return new NetworkImport(networks.encoder(), networks.classifier(), takes)
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
        FolderInput said = LevelsInput.of(folder.map(ModelFolder::input).orElse(FolderInput.NONE), networks);
        Sources sources = new Sources();
        EncoderInput size = size(said, networks, images, device, sources);
        ImageShape shape = preprocessing.of(size, pixels.reading(), said, sources);
        sources.tell(terminal::note);
        LevelsInput.require(shape, networks);
        return shape;
    }

    private EncoderInput size(
            FolderInput said, UserNetworks networks, ImageDataset images, ComputeDevice device, Sources sources) {
        if (input != null) {
            return sources.size(InputOption.parse(input), "the options");
        }
        if (said.channels() != null && said.height() != null && said.width() != null) {
            return sources.size(new EncoderInput(said.channels(), said.height(), said.width()), said.file());
        }
        ImageFile first = LabelledImagesOptions.first(images);
        boolean upright = pixels.reading().upright();
        EncoderInput own = new EncoderInput(
                first.channels(),
                upright ? first.uprightHeight() : first.height(),
                upright ? first.uprightWidth() : first.width());
        EncoderInput.Found found = networks.probe(own, device);
        EncoderInput shape = found.input();
        if (found.guessed()) {
            terminal.note(
                    "warning: the encoder accepts images of any size, and its file does not say for which it was made;"
                            + " " + shape.channels() + "x" + shape.height() + "x" + shape.width()
                            + ", from the first image, is a guess: give the right size with --input");
        }
        return sources.size(shape, "the network's file, or by trial");
    }
}

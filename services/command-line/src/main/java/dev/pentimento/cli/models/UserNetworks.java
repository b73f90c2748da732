package dev.pentimento.cli.models;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.EncoderInput;
import dev.pentimento.learning.inference.FailedPassException;
import dev.pentimento.learning.inference.FasterEncoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.learning.network.onnx.graph.OnnxCut;
import dev.pentimento.learning.network.onnx.graph.OnnxPreparation;
import dev.pentimento.learning.network.script.ScriptModule;
import dev.pentimento.learning.version.LinearHead;
import dev.pentimento.trainer.NetworkImport.ClassifierInput;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Networks that a user provides. Error messages name the file.
 *
 * @param classes in the order of the classifier's outputs; empty without a classifier
 */
record UserNetworks(
        Path encoderPath,
        NetworkFile encoder,
        @Nullable Path classifierPath,
        @Nullable NetworkFile classifier,
        List<String> classes) {
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 20);

    /**
     * Which output of a file is used, where it has several.
     *
     * @param encoder name of the embedding; null: the only output
     * @param classifier name of the logits or probabilities; null: the only output
     * @param pool whether all axes of the embedding after the second are averaged
     */
    record Outputs(@Nullable String encoder, @Nullable String classifier, boolean pool) {}

    /**
     * @param note receives what was changed in the files
     * @param classes in the order of the classifier's outputs; empty without a classifier
     * @throws IllegalArgumentException naming the file that cannot be read or used
     */
    static UserNetworks read(
            Path encoder, @Nullable Path classifier, List<String> classes, Outputs outputs, Consumer<String> note) {
        return new UserNetworks(
                encoder,
                network(encoder, outputs.encoder, outputs.pool, note),
                classifier,
                classifier == null ? null : network(classifier, outputs.classifier, false, note),
                classes);
    }

    /** Encoder and classifier in one file. */
    static UserNetworks readWhole(Path network, List<String> names, Outputs outputs, Consumer<String> note) {
        byte[] bytes = bytes(network);
        return named(network, () -> {
            if (NetworkFormat.of(network, bytes).equals(NetworkFile.TORCHSCRIPT)) {
                return wholeScript(network, new NetworkFile(NetworkFile.TORCHSCRIPT, bytes), names, outputs);
            }
            OnnxPreparation whole = OnnxPreparation.of(bytes, folder(network), outputs.classifier, false);
            whole.notes().forEach(note);
            OnnxCut cut =
                    outputs.encoder == null ? OnnxCut.of(whole.graph()) : OnnxCut.at(whole.graph(), outputs.encoder);
            note.accept("the embedding is " + cut.embedding() + ", what the "
                    + (outputs.encoder == null ? "last linear layer" : "rest of the network") + " gets");
            return new UserNetworks(
                    network,
                    new NetworkFile(
                            NetworkFile.ONNX,
                            OnnxPreparation.of(cut.encoder().bytes(), folder(network), null, outputs.pool)
                                    .bytes()),
                    network,
                    new NetworkFile(NetworkFile.ONNX, cut.classifier().bytes()),
                    names);
        });
    }

    private static UserNetworks wholeScript(Path path, NetworkFile file, List<String> names, Outputs outputs) {
        if (outputs.encoder == null || outputs.classifier == null) {
            throw new UnusableFileException("a TorchScript file cannot be cut into encoder and classifier; export the"
                    + " network in ONNX; or give its layers without the last one with --encoder, and the network itself"
                    + " with --classifier; or let it return both, (logits, embedding), and say which is which:"
                    + " --classifier-output 0 --output 1");
        }
        return new UserNetworks(
                path,
                ScriptModule.using(file, outputs.encoder, outputs.pool),
                path,
                ScriptModule.using(file, outputs.classifier, false),
                names);
    }

    private static NetworkFile network(Path path, @Nullable String output, boolean pool, Consumer<String> note) {
        byte[] bytes = bytes(path);
        return named(path, () -> {
            if (NetworkFormat.of(path, bytes).equals(NetworkFile.TORCHSCRIPT)) {
                return ScriptModule.using(new NetworkFile(NetworkFile.TORCHSCRIPT, bytes), output, pool);
            }
            OnnxPreparation prepared = OnnxPreparation.of(bytes, folder(path), output, pool);
            prepared.notes().forEach(each -> note.accept(path + ": " + each));
            return new NetworkFile(NetworkFile.ONNX, prepared.bytes());
        });
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }

    private static byte[] bytes(Path path) {
        if (Files.isDirectory(path)) {
            throw new IllegalArgumentException(path + " is a folder; give the ONNX or TorchScript file in it, or export"
                    + " one (docs/how-to/bring-your-network.md)");
        }
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        path + " is larger than 2 GiB, which a file of a version must not be;"
                                + " export it in half precision");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    static IllegalArgumentException unreadable(Path path, IOException e) {
        String reason =
                e instanceof FileSystemException system && system.getReason() != null ? ": " + system.getReason() : "";
        return new IllegalArgumentException(
                e instanceof NoSuchFileException ? path + " does not exist" : "cannot read " + path + reason, e);
    }

    /** Whether the encoder takes whole numbers, uint8. */
    boolean takesLevels() {
        return encoder.format().equals(NetworkFile.ONNX) && OnnxPreparation.takesLevels(encoder.bytes());
    }

    /** The images, with classes numbered in the classifier's order. */
    ImageDataset number(ImageDataset images) {
        return classes.isEmpty() ? images : images.withClasses(classes);
    }

    /** Size of the encoder's input, determined by trial. */
    EncoderInput.Found probe(EncoderInput own, ComputeDevice device) {
        return named(encoderPath, () -> EncoderInput.probe(encoder, own, device));
    }

    /**
     * Loads the encoder and tests it, before minutes of training.
     *
     * @return length of an embedding
     */
    int check(ImageShape shape, ComputeDevice device) {
        return named(encoderPath, () -> {
            try (Encoder loaded = Networks.loadEncoder(encoder, shape, device)) {
                loaded.tryOut();
                return loaded.dimensions();
            }
        });
    }

    /** Whether the encoder embeds one image at a time, because it was made for a single one. */
    boolean oneByOne(ImageShape shape, ComputeDevice device) {
        return named(encoderPath, () -> Networks.oneByOne(encoder, shape, device));
    }

    /**
     * The same networks; a linear classifier in ONNX becomes one of Pentimento's own, through which corrections learn.
     *
     * @param note receives what was done
     */
    UserNetworks openClassifier(int dimensions, ComputeDevice device, Consumer<String> note) {
        if (classifier == null || classifierPath == null || !classifier.format().equals(NetworkFile.ONNX)) {
            return this;
        }
        Optional<NetworkFile> linear = named(classifierPath, () -> {
            try (Classifier loaded = Networks.loadClassifier(classifier, dimensions, classes.size(), device)) {
                return LinearHead.of(loaded, dimensions);
            }
        });
        note.accept(
                linear.isPresent()
                        ? "the classifier is linear: it is published in Pentimento's own format, so that corrections"
                                + " learn from its answers"
                        : "the classifier is more than a linear layer, and no gradient passes through ONNX: corrections"
                                + " learn from distances between embeddings alone; in TorchScript, they would learn from"
                                + " its answers too");
        return new UserNetworks(encoderPath, encoder, classifierPath, linear.orElse(classifier), classes);
    }

    /**
     * The same networks, with the encoder rewritten for processors if possible.
     *
     * @param note receives what was done, and why
     */
    UserNetworks faster(ImageShape shape, Consumer<String> note) {
        if (!encoder.format().equals(NetworkFile.TORCHSCRIPT)) {
            return this; // ONNX Runtime rewrites a network itself when it loads it
        }
        FasterEncoder result = FasterEncoder.of(encoder, shape);
        if (result instanceof FasterEncoder.Rewritten rewritten) {
            note.accept(String.format(
                    Locale.ROOT,
                    "the encoder is rewritten for processors: %.1f times as fast in a short trial, same results; it does"
                            + " not run on GPUs (--as-is keeps your file); the SHA-256 of the new file is %s",
                    rewritten.times(),
                    rewritten.file().sha256()));
            return new UserNetworks(encoderPath, rewritten.file(), classifierPath, classifier, classes);
        }
        String reason = ((FasterEncoder.Unchanged) result).reason();
        note.accept("the encoder stays as it is: it cannot be rewritten for processors (" + reason + ")");
        return this;
    }

    /** Whether the classifier accepts embeddings or images, determined by trial. */
    ClassifierInput classifierInput(ImageShape shape, int dimensions, ComputeDevice device) {
        if (classifier == null || classifierPath == null) {
            return ClassifierInput.EMBEDDINGS;
        }
        return named(classifierPath, () -> {
            try (Classifier loaded = Networks.loadClassifier(classifier, dimensions, classes.size(), device)) {
                return ClassifierInput.EMBEDDINGS;
            } catch (UnusableFileException e) {
                if (takesImages(classifier, shape, device)) {
                    return ClassifierInput.IMAGES;
                }
                throw e;
            }
        });
    }

    private boolean takesImages(NetworkFile whole, ImageShape shape, ComputeDevice device) {
        try (Encoder loaded = Networks.loadEncoder(whole, shape, device)) {
            return loaded.dimensions() == classes.size();
        } catch (UnusableFileException e) {
            return false;
        }
    }

    /** For a fault that a short trial does not detect: the last layer of a whole classifier is not linear. */
    IllegalArgumentException classifierRefused(UnusableFileException e) {
        return unusable(classifierPath == null ? encoderPath : classifierPath, e);
    }

    private static <T> T named(Path path, Supplier<T> work) {
        try {
            return work.get();
        } catch (UnusableFileException | UnusableOutputException | FailedPassException e) {
            throw unusable(path, e);
        }
    }

    private static IllegalArgumentException unusable(Path path, RuntimeException e) {
        return new IllegalArgumentException(path + " cannot be used: " + e.getMessage());
    }
}

package dev.pentimento.cli.models;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Classifier;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.learning.inference.EncoderInput;
import dev.pentimento.learning.inference.FasterEncoder;
import dev.pentimento.learning.inference.Networks;
import dev.pentimento.learning.inference.UnusableOutputException;
import dev.pentimento.trainer.NetworkImport.ClassifierInput;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    /** @throws IllegalArgumentException naming the file that cannot be read, or why the classes cannot be used */
    static UserNetworks read(Path encoder, @Nullable Path classifier, @Nullable Path classes) {
        return new UserNetworks(
                encoder,
                network(encoder),
                classifier,
                classifier == null ? null : network(classifier),
                classes == null ? List.of() : names(classes));
    }

    private static NetworkFile network(Path path) {
        try {
            return new NetworkFile(NetworkFile.TORCHSCRIPT, Files.readAllBytes(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static List<String> names(Path path) {
        List<String> names;
        try {
            names = Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException(
                    path + " must contain the names of the classes, one per line, in UTF-8", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    path + " must contain at least two different classes, one per line; it contains " + names);
        }
        return names;
    }

    private static IllegalArgumentException unreadable(Path path, IOException e) {
        return new IllegalArgumentException(
                e instanceof NoSuchFileException ? path + " does not exist" : "cannot read " + path, e);
    }

    /** The images, with classes numbered in the classifier's order. */
    ImageDataset number(ImageDataset images) {
        return classes.isEmpty() ? images : images.withClasses(classes);
    }

    /** Size of the encoder's input, determined by trial. */
    EncoderInput probe(EncoderInput own, ComputeDevice device) {
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

    /**
     * The same networks, with the encoder rewritten for processors if possible.
     *
     * @param note receives what was done, and why
     */
    UserNetworks faster(ImageShape shape, Consumer<String> note) {
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
        } catch (UnusableFileException | UnusableOutputException e) {
            throw unusable(path, e);
        }
    }

    private static IllegalArgumentException unusable(Path path, RuntimeException e) {
        return new IllegalArgumentException(path + " cannot be used: " + e.getMessage());
    }
}

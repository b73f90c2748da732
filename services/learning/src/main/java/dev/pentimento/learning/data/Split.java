package dev.pentimento.learning.data;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The part of a data set to which an image belongs, if the format defines one. */
public enum Split {
    TRAIN("train"),
    VALIDATION("val"),
    TEST("test");

    private final String folder;

    Split(String folder) {
        this.folder = folder;
    }

    /** The usual name of its files and folders: {@code train}, {@code val}, {@code test}. */
    public String folder() {
        return folder;
    }

    /** The split that a name mentions anywhere: {@code mnist-train-images}, {@code x_test.gz}. */
    public static Optional<Split> mentioned(String name) {
        return Stream.of(name.split("[^A-Za-z0-9]"))
                .flatMap(word -> named(word).stream())
                .findFirst();
    }

    /**
     * The split indicated by the name of a file or folder: {@code train}, {@code val_list.txt}, {@code
     * t10k-images-idx3-ubyte}.
     */
    public static Optional<Split> named(String name) {
        return switch (name.toLowerCase(Locale.ROOT).split("[^a-z0-9]", 2)[0]) {
            case "train", "training" -> Optional.of(TRAIN);
            case "val", "valid", "validation" -> Optional.of(VALIDATION);
            case "test", "testing", "t10k" -> Optional.of(TEST);
            default -> Optional.empty();
        };
    }
}

package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * IDX images with their labels, named as MNIST's are: {@code train-images-idx3-ubyte} and {@code
 * train-labels-idx1-ubyte}, {@code t10k-…} for the test split, with or without {@code .gz}. If the label file is
 * missing, the images have no labels.
 */
final class IdxReader {
    private final @Nullable List<String> classes;

    /** @param classes names of the numbered classes; empty if a class is named by its number */
    IdxReader(@Nullable List<String> classes) {
        this.classes = classes;
    }

    /** Whether this is an image file, by its first bytes. */
    static boolean isImages(Path file) {
        try (InputStream input = IdxFile.uncompressed(Files.newInputStream(file))) {
            byte[] start = input.readNBytes(4);
            return IdxFile.isMagic(start) && start[3] >= 3;
        } catch (IOException e) {
            return false;
        }
    }

    static List<Path> imageFiles(Path folder) {
        return Folders.files(folder).stream()
                .filter(file -> file.getFileName().toString().contains("images"))
                .filter(IdxReader::isImages)
                .toList();
    }

    /** One image file, or a folder with one file per split. */
    ImageDataset read(String name, Path path) {
        if (!Files.isDirectory(path)) {
            return LabelledPixels.dataset(name, read(path), classes);
        }
        Map<Split, LabelledPixels> splits = new EnumMap<>(Split.class);
        for (Path images : imageFiles(path)) {
            Optional<Split> split = Split.named(images.getFileName().toString());
            if (split.isEmpty()) {
                throw new DatasetException(images
                        + ": the split is unknown; expected a name like train-images-idx3-ubyte.gz,"
                        + " val-images-idx3-ubyte.gz or t10k-images-idx3-ubyte.gz");
            }
            if (splits.put(split.get(), read(images)) != null) {
                throw new DatasetException(images + ": its folder contains a second file for the same split");
            }
        }
        if (splits.isEmpty()) {
            throw new DatasetException(
                    path + " contains no IDX images; expected train-images-idx3-ubyte, with or without .gz");
        }
        return LabelledPixels.dataset(name, splits, classes);
    }

    private static LabelledPixels read(Path file) {
        PixelArray images = IdxFile.read(file).images(file.toString());
        Path labels = labelsBeside(file);
        return new LabelledPixels(
                images, labels == null ? null : IdxFile.read(labels).labels(labels.toString(), images.count()));
    }

    private static @Nullable Path labelsBeside(Path images) {
        String name = images.getFileName().toString();
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
        String plain = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
        for (String candidate : List.of(labels, plain, plain + ".gz")) {
            Path file = images.resolveSibling(candidate);
            if (!candidate.equals(name) && Files.exists(file)) {
                return file;
            }
        }
        return null;
    }
}

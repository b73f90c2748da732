package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * IDX images with their labels, recognised by their first bytes, whatever they are called. MNIST's names are {@code
 * train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, {@code t10k-…} for the test split, with or without
 * {@code .gz}. If no file can be the labels, the images have no labels.
 */
final class IdxReader {
    private final @Nullable List<String> classes;

    /** @param classes names of the numbered classes; empty if a class is named by its number */
    IdxReader(@Nullable List<String> classes) {
        this.classes = classes;
    }

    static boolean isImages(Path file) {
        return IdxFile.header(file).filter(IdxFile.Header::isOfImages).isPresent();
    }

    static List<Path> imageFiles(Path folder) {
        return candidates(folder).stream().filter(IdxReader::isImages).toList();
    }

    private static List<Path> candidates(Path folder) {
        return Folders.files(folder).stream()
                .filter(file -> !Folders.isImage(file))
                .toList();
    }

    /** One image file, or a folder with one file per split. */
    ImageDataset read(String name, Path path, ReadingReport report) {
        if (!Files.isDirectory(path)) {
            return LabelledPixels.dataset(name, read(path, report), classes);
        }
        List<Path> files = imageFiles(path);
        if (files.isEmpty()) {
            throw new DatasetException(path
                    + " contains no IDX images; expected a file such as train-images-idx3-ubyte, with or without .gz");
        }
        if (files.size() == 1 && split(files.get(0)).isEmpty()) {
            return LabelledPixels.dataset(name, read(files.get(0), report), classes);
        }
        Map<Split, LabelledPixels> splits = new EnumMap<>(Split.class);
        for (Path images : files) {
            Split split = split(images)
                    .orElseThrow(() -> new DatasetException(images
                            + ": the split is unknown; expected a name with train, val or test in it, as in"
                            + " train-images-idx3-ubyte.gz"));
            if (splits.put(split, read(images, report)) != null) {
                throw new DatasetException(images + ": its folder contains a second file for the same split");
            }
        }
        return LabelledPixels.dataset(name, splits, classes);
    }

    private static Optional<Split> split(Path file) {
        return Split.mentioned(file.getFileName().toString());
    }

    private static LabelledPixels read(Path file, ReadingReport report) {
        PixelArray images = IdxFile.read(file, report.arrays()).images(file.toString());
        Path labels = labelsNamedLike(file)
                .or(() -> labelsBeside(file, images.count(), report))
                .orElse(null);
        return new LabelledPixels(
                images,
                labels == null
                        ? null
                        : IdxFile.read(labels, report.arrays()).labels(labels.toString(), images.count()));
    }

    /** The labels by MNIST's names. */
    private static Optional<Path> labelsNamedLike(Path images) {
        return partner(images, "images", "labels", "idx3", "idx4", "idx1");
    }

    private static Optional<Path> partner(
            Path file, String from, String to, String idx, String otherIdx, String toIdx) {
        String name = file.getFileName().toString();
        String other = name.replace(from, to).replace(idx, toIdx).replace(otherIdx, toIdx);
        String plain = other.endsWith(".gz") ? other.substring(0, other.length() - 3) : other;
        return Stream.of(other, plain, plain + ".gz")
                .filter(candidate -> !candidate.equals(name))
                .map(file::resolveSibling)
                .filter(Files::exists)
                .findFirst();
    }

    /** The only file that can be the labels of these images: of the same split, or else with as many values. */
    private static Optional<Path> labelsBeside(Path images, int count, ReadingReport report) {
        Path folder = Optional.ofNullable(images.toAbsolutePath().getParent()).orElseThrow();
        List<Path> labels = candidates(folder).stream()
                .filter(file -> IdxFile.header(file)
                        .filter(header -> header.dimensions() == 1)
                        .isPresent())
                .filter(file -> split(file).equals(split(images)))
                .filter(file -> partner(file, "labels", "images", "idx1", "idx1", "idx3")
                        .isEmpty())
                .toList();
        List<Path> fitting = labels.size() < 2
                ? labels
                : labels.stream()
                        .filter(file -> IdxFile.header(file)
                                .filter(header -> header.count() == count)
                                .isPresent())
                        .toList();
        if (fitting.size() > 1) {
            throw new DatasetException(images + " could have its labels in any of " + fitting
                    + "; name them as in train-images-idx3-ubyte and train-labels-idx1-ubyte");
        }
        fitting.forEach(file -> report.note("the labels of " + images + " are taken from " + file));
        return fitting.stream().findFirst();
    }
}

package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.reader.FolderReader.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The supported formats, and how each one is recognised. */
enum DatasetFormat {
    IDX("a file of IDX images, or a folder with such files, such as train-images-idx3-ubyte.gz"),
    MEDMNIST("an .npz file with MedMNIST's arrays (train_images, train_labels, …), or a folder with one"),
    COVIDX("a list with lines \"patientid filename class source\", or a folder with such train.txt, val.txt, test.txt"),
    CSV("a list with a header that names its columns: path, and optionally label, split, id, source"),
    LIST("a list with lines \"path<TAB>label<TAB>source\", label and source optional"),
    FOLDERS("a folder of image files (.png, .jpg, .gif, .bmp, .tif, .webp), one folder per class, optionally inside"
            + " train, val, test"),
    CLASSES("the same, but each folder is a class, whatever its name, with all folders below it"),
    SPLITS("the same, but only the folders train, val, test are read, and a class is a folder with all folders below");

    private final String description;

    DatasetFormat(String description) {
        this.description = description;
    }

    boolean matches(Path path) {
        boolean folder = Files.isDirectory(path);
        return switch (this) {
            case IDX -> folder ? !IdxReader.imageFiles(path).isEmpty() : IdxReader.isImages(path);
            case MEDMNIST -> folder ? npzFiles(path).size() == 1 : startsWith(path, "PK\3\4");
            case COVIDX -> folder ? !CovidxReader.listFiles(path).isEmpty() : CovidxReader.isList(path);
            case CSV -> !folder && CsvReader.hasHeader(path);
            case LIST -> !folder && !ListLine.first(path).isEmpty();
            case FOLDERS -> folder;
            case CLASSES, SPLITS -> false;
        };
    }

    ImageDataset read(String name, Path path, ReadingReport report) {
        return switch (this) {
            case IDX -> {
                boolean fashion = path.toAbsolutePath().endsWith(Datasets.FASHION_MNIST);
                yield new IdxReader(fashion ? FashionMnistSubset.CLASSES : null).read(name, path, report);
            }
            case MEDMNIST ->
                new MedMnistReader(report.arrays()).read(name, Files.isDirectory(path) ? onlyNpzFile(path) : path);
            case COVIDX -> new CovidxReader(report).read(name, path);
            case CSV -> new CsvReader(report).read(name, path);
            case LIST -> new ListReader(report).read(name, path);
            case FOLDERS -> folders(Layout.BY_NAME, name, path, report);
            case CLASSES -> folders(Layout.CLASSES, name, path, report);
            case SPLITS -> folders(Layout.SPLITS, name, path, report);
        };
    }

    private ImageDataset folders(Layout layout, String name, Path path, ReadingReport report) {
        if (!Files.isDirectory(path)) {
            throw new DatasetException(path + " is a file, expected " + FOLDERS.description);
        }
        return new FolderReader(layout).read(name, path, report);
    }

    /** The prefix of a path, before a colon, that specifies the format. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first format, in the order of this enum, that recognises the path. */
    static DatasetFormat of(Path path) {
        return Stream.of(values())
                .filter(format -> format.matches(path))
                .findFirst()
                .orElseThrow(() -> unknown(path, new ReadingReport(false)));
    }

    /** @param report what was left out while an image was looked for */
    static DatasetException unknown(Path path, ReadingReport report) {
        String leftOut = report.leftOut();
        return new DatasetException(path + " has an unknown format" + (leftOut.isEmpty() ? "" : " (" + leftOut + ")")
                + "; expected one of:"
                + Stream.of(values())
                        .map(format -> "\n  " + format.prefix() + ": " + format.description)
                        .collect(Collectors.joining()));
    }

    private static Path onlyNpzFile(Path folder) {
        List<Path> files = npzFiles(folder);
        if (files.size() != 1) {
            throw new DatasetException(
                    folder + " has " + files.size() + " .npz files, expected one; give the path of the file");
        }
        return files.get(0);
    }

    private static List<Path> npzFiles(Path folder) {
        return Folders.files(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".npz"))
                .toList();
    }

    private static boolean startsWith(Path file, String start) {
        try (InputStream input = Files.newInputStream(file)) {
            return new String(input.readNBytes(start.length()), StandardCharsets.ISO_8859_1).equals(start);
        } catch (IOException e) {
            return false;
        }
    }
}

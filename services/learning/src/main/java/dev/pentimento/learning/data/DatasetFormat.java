package dev.pentimento.learning.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that are read, and how each is told from the others. */
enum DatasetFormat {
    IDX("a file of IDX images, or a folder with files like train-images-idx3-ubyte.gz") {
        @Override
        boolean matches(Path path) {
            return Files.isDirectory(path) ? !IdxReader.imageFiles(path).isEmpty() : IdxReader.isImages(path);
        }

        @Override
        ImageDataset read(String name, Path path) {
            boolean fashion = path.toAbsolutePath().endsWith(Datasets.FASHION_MNIST);
            return new IdxReader(fashion ? FashionMnist.CLASSES : null).read(name, path);
        }
    },
    MEDMNIST("an .npz file with MedMNIST's arrays (train_images, train_labels, …), or a folder with one") {
        @Override
        boolean matches(Path path) {
            return Files.isDirectory(path) ? npzFiles(path).size() == 1 : startsWith(path, "PK\3\4");
        }

        @Override
        ImageDataset read(String name, Path path) {
            if (!Files.isDirectory(path)) {
                return new MedMnistReader().read(name, path);
            }
            List<Path> files = npzFiles(path);
            if (files.size() != 1) {
                throw new DatasetException(path + " has " + files.size() + " .npz files, expected one; name the file");
            }
            return new MedMnistReader().read(name, files.get(0));
        }
    },
    COVIDX(
            "a list with lines \"patientid filename class source\", or a folder with such train.txt, val.txt, test.txt") {
        @Override
        boolean matches(Path path) {
            List<Path> lists = Files.isDirectory(path) ? CovidxReader.listFiles(path) : List.of(path);
            return lists.stream().map(DatasetFormat::firstLine).anyMatch(line -> line.matches("[^\t]+( +[^ \t]+){2,}"));
        }

        @Override
        ImageDataset read(String name, Path path) {
            return new CovidxReader().read(name, path);
        }
    },
    LIST("a list with lines \"path<TAB>label<TAB>source\", label and source optional") {
        @Override
        boolean matches(Path path) {
            return !Files.isDirectory(path) && !firstLine(path).isEmpty();
        }

        @Override
        ImageDataset read(String name, Path path) {
            return new ListReader().read(name, path);
        }
    },
    FOLDERS(
            "a folder of image files (.png, .jpg, .gif, .bmp), one folder for each class, perhaps in train, val, test") {
        @Override
        boolean matches(Path path) {
            return Files.isDirectory(path) && FolderReader.canRead(path);
        }

        @Override
        ImageDataset read(String name, Path path) {
            if (!Files.isDirectory(path)) {
                throw new DatasetException(path + " is a file, expected " + FOLDERS.description);
            }
            return new FolderReader().read(name, path);
        }
    };

    private final String description;

    DatasetFormat(String description) {
        this.description = description;
    }

    abstract boolean matches(Path path);

    abstract ImageDataset read(String name, Path path);

    /** What to put before a path, and a colon, to say the format. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first format, in the order of this enum, that knows what is there. */
    static DatasetFormat of(Path path) {
        return Stream.of(values())
                .filter(format -> format.matches(path))
                .findFirst()
                .orElseThrow(() -> new DatasetException(path + " has no known format; expected one of:"
                        + Stream.of(values())
                                .map(format -> "\n  " + format.prefix() + ": " + format.description)
                                .collect(Collectors.joining())));
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

    /** The first line of a list; empty if the file is none. */
    private static String firstLine(Path file) {
        try {
            return ListLine.read(file).get(0).text().strip();
        } catch (DatasetException e) {
            return "";
        }
    }
}

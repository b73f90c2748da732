package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.ImageDataset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Opens a data set by its known name or its path. */
public final class Datasets {
    /** The whole of Fashion-MNIST. */
    static final String FASHION_MNIST = "fashion-mnist";

    /** The folder of Debian's package {@code dataset-fashion-mnist}. */
    private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

    private Datasets() {}

    /** Opens a data set, given as:
     *
     * <ul>
     * <li>{@code fashion-mnist-subset}: the subset included in this software, see {@link FashionMnistSubset};
     * <li>{@code fashion-mnist}: all of it, from Debian's package {@code dataset-fashion-mnist}, or {@code
     * fashion-mnist:FOLDER} with the four files of the original;
     * <li>a path, whose format is recognised by its content; see {@link DatasetFormat};
     * <li>{@code FORMAT:PATH}, with a format's name, such as {@code folders}, {@code covidx} or {@code csv}.
     * </ul>
     *
     * @throws DatasetException naming the file and what was expected
     */
    public static ImageDataset open(String spec) {
        return open(spec, new ReadingReport(false));
    }

    /**
     * Opens a data set as {@link #open(String)} does.
     *
     * @param skipMissing whether images that a list names but that do not exist are left out, not refused
     * @param notes receives what was left out, and what else the user should know, a sentence at a time
     * @throws DatasetException naming the file and what was expected
     */
    public static ImageDataset open(String spec, boolean skipMissing, Consumer<String> notes) {
        ReadingReport report = new ReadingReport(skipMissing, ArrayStore.standard(notes));
        ImageDataset dataset = open(spec, report);
        report.sentences().forEach(notes);
        return dataset;
    }

    private static ImageDataset open(String spec, ReadingReport report) {
        if (spec.equals(FashionMnistSubset.NAME)) {
            return FashionMnistSubset.load().all();
        }
        if (spec.equals(FASHION_MNIST)) {
            if (!Files.isDirectory(DEBIAN)) {
                throw new DatasetException("Fashion-MNIST is not in " + DEBIAN
                        + ": install Debian's package dataset-fashion-mnist, or use " + FASHION_MNIST
                        + ":FOLDER with the folder of its four .gz files");
            }
            return fashionMnist(DEBIAN, report);
        }
        int colon = spec.indexOf(':');
        String prefix = colon < 0 ? "" : spec.substring(0, colon).toLowerCase(Locale.ROOT);
        if (prefix.equals(FASHION_MNIST)) {
            return fashionMnist(existing(spec.substring(colon + 1)), report);
        }
        for (DatasetFormat format : DatasetFormat.values()) {
            if (prefix.equals(format.prefix())) {
                return format.read(spec.substring(colon + 1), existing(spec.substring(colon + 1)), report);
            }
        }
        Path path = existing(spec);
        return DatasetFormat.of(path).read(spec, path, report);
    }

    private static ImageDataset fashionMnist(Path folder, ReadingReport report) {
        return new IdxReader(FashionMnistSubset.CLASSES).read(FASHION_MNIST, folder, report);
    }

    private static Path existing(String path) {
        try {
            Path existing = Path.of(path);
            if (!path.isBlank() && Files.exists(existing)) {
                return existing;
            }
        } catch (InvalidPathException e) {
            // Not a path on this system: reported below, like a path that does not exist.
        }
        List<String> names = Stream.concat(
                        Stream.of(FashionMnistSubset.NAME, FASHION_MNIST),
                        Stream.of(DatasetFormat.values()).map(format -> format.prefix() + ":PATH"))
                .toList();
        throw new DatasetException(
                "the file or folder \"" + path + "\" does not exist; expected a path or one of " + names);
    }
}

package dev.pentimento.cli.train;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.reader.Datasets;
import dev.pentimento.learning.image.file.ImageFile;
import dev.pentimento.learning.image.file.UndecodableImageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that train: which labelled images to use. */
public final class LabelledImagesOptions {
    private static final Map<String, String> FORMATS = Map.of("covid-cxr", "covidx:", "medmnist", "medmnist:");
    private static final String FASHION_MNIST = "fashion-mnist";

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "DATA",
            description =
                    "A folder per class, a CSV or other list, COVIDx lists, IDX, .npz, or a name such as fashion-mnist-subset.")
    private String dataset = "";

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "Folder or file of --dataset fashion-mnist, covid-cxr or medmnist.")
    private @Nullable Path data;

    @Option(names = "--skip-missing", description = "Leave out images that a list names but that do not exist.")
    private boolean skipMissing;

    /** Whether {@code --dataset} is this name. */
    boolean named(String name) {
        return name.equalsIgnoreCase(dataset);
    }

    @Nullable
    Path data() {
        return data;
    }

    /**
     * Opens the data set given by {@code --dataset} and {@code --data}.
     *
     * @param notes receives what was left out
     * @throws UsageException if {@code --data} is missing or not allowed
     * @throws dev.pentimento.learning.data.DatasetException naming the file and what was expected
     */
    public ImageDataset open(Consumer<String> notes) {
        ImageDataset images = Datasets.open(address(), skipMissing, notes);
        images.requireTrainable();
        return images;
    }

    private String address() {
        String name = dataset.toLowerCase(Locale.ROOT);
        String prefix = FORMATS.get(name);
        if (prefix != null) {
            if (data == null) {
                throw new UsageException("--dataset " + name + " needs --data PATH");
            }
            return prefix + data;
        }
        if (data == null) {
            return dataset;
        }
        if (!name.equals(FASHION_MNIST)) {
            throw new UsageException(
                    "--data can be used only with --dataset fashion-mnist, covid-cxr or medmnist, not with " + dataset
                            + "; give the path as --dataset");
        }
        return FASHION_MNIST + ":" + data;
    }

    /** The first image, undecoded; its size is the default for all. */
    public static ImageFile first(ImageDataset images) {
        try {
            return ImageFile.open(images.examples().get(0).content());
        } catch (UndecodableImageException e) {
            throw new IllegalArgumentException(images.examples().get(0).image() + " is " + e.getMessage(), e);
        }
    }
}

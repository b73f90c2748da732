package dev.pentimento.cli.train;

import dev.pentimento.learning.data.Datasets;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.learning.image.UndecodableImageException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of commands that learn: which images they learn from. */
public final class LabelledImages {
    private static final Map<String, String> FORMATS = Map.of("covid-cxr", "covidx:", "medmnist", "medmnist:");
    private static final String FASHION_MNIST = "fashion-mnist";

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "DATA",
            description = "A folder per class, COVIDx list files, IDX, .npz, or a name such as fashion-mnist-subset.")
    private String dataset = "";

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "Where the files are of --dataset fashion-mnist, covid-cxr or medmnist.")
    private @Nullable Path data;

    /** Whether {@code --dataset} is this name. */
    boolean named(String name) {
        return name.equalsIgnoreCase(dataset);
    }

    @Nullable
    Path data() {
        return data;
    }

    /**
     * Opens what {@code --dataset} and {@code --data} say.
     *
     * @throws ParameterException if {@code --data} is missing or one too many
     * @throws dev.pentimento.learning.data.DatasetException naming the file and what was expected
     */
    public ImageDataset open(CommandLine command) {
        String name = dataset.toLowerCase(Locale.ROOT);
        String prefix = FORMATS.get(name);
        if (prefix != null) {
            if (data == null) {
                throw new ParameterException(command, "--dataset " + name + " needs --data PATH");
            }
            return Datasets.open(prefix + data);
        }
        if (data == null) {
            return Datasets.open(dataset);
        }
        if (!name.equals(FASHION_MNIST)) {
            throw new ParameterException(
                    command,
                    "--data belongs to --dataset fashion-mnist, covid-cxr or medmnist, not to " + dataset
                            + "; give the path as --dataset");
        }
        return Datasets.open(FASHION_MNIST + ":" + data);
    }

    /** The first image, by which the others' size is judged. */
    public static ImagePixels first(ImageDataset images) {
        try {
            return ImageDecoder.decodeAsIs(images.examples().get(0).content());
        } catch (UndecodableImageException e) {
            throw new IllegalArgumentException(images.examples().get(0).image() + " is " + e.getMessage(), e);
        }
    }
}

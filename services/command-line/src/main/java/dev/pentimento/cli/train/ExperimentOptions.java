package dev.pentimento.cli.train;

import dev.pentimento.learning.data.Datasets;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.experiment.ExperimentData;
import dev.pentimento.learning.experiment.ExperimentKind;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code train --experiment} takes beside the data set. */
final class ExperimentOptions {
    private static final Map<String, String> FORMATS = Map.of("covid-cxr", "covidx:", "medmnist", "medmnist:");
    private static final String FASHION_MNIST = "fashion-mnist";

    @Option(
            names = "--experiment",
            paramLabel = "KIND",
            description =
                    "Publish nothing, but measure over several seeds and write a report: ${COMPLETION-CANDIDATES}.")
    private @Nullable ExperimentKind kind;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "Where the files are of --dataset fashion-mnist, covid-cxr or medmnist.")
    private @Nullable Path data;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "How often an experiment is repeated. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--report-dir",
            defaultValue = "reports",
            paramLabel = "DIR",
            description = "Where an experiment writes, and goes on after an interruption. Default: ${DEFAULT-VALUE}.")
    private Path reportDir = Path.of("reports");

    @Nullable
    ExperimentKind kind() {
        return kind;
    }

    int seeds() {
        return seeds;
    }

    Path reportDir() {
        return reportDir;
    }

    /**
     * What {@code --dataset synthetic} means: the thesis's generator.
     *
     * @throws IllegalArgumentException if there is an option that belongs to images
     */
    ExperimentData synthetic(@Nullable String input) {
        if (data != null || input != null) {
            throw new IllegalArgumentException("--dataset synthetic is drawn at random and takes neither --data nor --input");
        }
        return new ExperimentData.Synthetic(SyntheticSettings.defaults());
    }

    /**
     * Opens what {@code --dataset} and {@code --data} say.
     *
     * @throws IllegalArgumentException if one of them is missing or one too many
     */
    ImageDataset open(String dataset) {
        String name = dataset.toLowerCase(Locale.ROOT);
        String prefix = FORMATS.get(name);
        if (prefix != null) {
            if (data == null) {
                throw new IllegalArgumentException("--dataset " + name + " needs --data PATH");
            }
            return Datasets.open(prefix + data);
        }
        if (data == null) {
            return Datasets.open(dataset);
        }
        if (!name.equals(FASHION_MNIST)) {
            throw new IllegalArgumentException(
                    "--data belongs to --dataset fashion-mnist, covid-cxr or medmnist, not to " + dataset
                            + "; give the path as --dataset");
        }
        return Datasets.open(FASHION_MNIST + ":" + data);
    }
}

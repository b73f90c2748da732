package dev.pentimento.cli.produce;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.Datasets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that choose the images of a data set and may corrupt them. */
final class DatasetOptions {
    @Parameters(
            paramLabel = "DATA",
            description = "A folder per class, a CSV or other list, IDX, .npz, or a name such as fashion-mnist-subset.")
    private String name = "";

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Only this split of the data set: one of ${COMPLETION-CANDIDATES}.")
    private @Nullable Split split;

    @Option(names = "--limit", paramLabel = "N", description = "At most N images.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--shuffle",
            description = "Shuffle the images before --limit is applied; many data sets are sorted by class.")
    private boolean shuffle;

    @Option(
            names = "--corrupt",
            paramLabel = "KIND[:STRENGTH]",
            description = "Corrupt the images: blur, noise, contrast, rotation or mixed, with strength 1 to 3.")
    private @Nullable String corruption;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed for --shuffle and --corrupt. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--skip-missing", description = "Leave out images that a list names but that do not exist.")
    private boolean skipMissing;

    String name() {
        return name;
    }

    /** Whether only {@code DATA} is given, so all of it is meant. */
    boolean isWhole() {
        return split == null && limit == Integer.MAX_VALUE && !shuffle && corruption == null && !skipMissing;
    }

    /**
     * The chosen images.
     *
     * @param notes receives what was left out
     * @throws dev.pentimento.learning.data.DatasetException naming the file and what was expected
     */
    List<Example> examples(Consumer<String> notes) {
        if (limit < 1) {
            throw new UsageException("--limit must be positive: " + limit);
        }
        Optional<Harm> harm = Optional.ofNullable(corruption).map(text -> Harm.parse(text));
        ImageDataset dataset = part(Datasets.open(name, skipMissing, notes));
        List<Example> examples = (shuffle ? dataset.shuffled(seed) : dataset).examples();
        List<Example> wanted = examples.subList(0, Math.min(limit, examples.size()));
        return harm.map(each -> wanted.stream()
                        .map(example -> each.kind().apply(example, each.strength(), seed))
                        .toList())
                .orElse(wanted);
    }

    private ImageDataset part(ImageDataset dataset) {
        if (split == null) {
            return dataset;
        }
        return dataset.split(split)
                .orElseThrow(() -> new IllegalArgumentException(dataset.name() + " has no split " + split
                        + (dataset.splits().isEmpty()
                                ? ", nor any other"
                                : ", only " + dataset.splits().keySet())));
    }

    private record Harm(Corruption kind, int strength) {
        static Harm parse(String text) {
            int colon = text.indexOf(':');
            try {
                Corruption kind = Corruption.named(colon < 0 ? text : text.substring(0, colon));
                return new Harm(
                        kind, colon < 0 ? Corruption.DEFAULT_STRENGTH : Integer.parseInt(text.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw new UsageException("--corrupt: the strength must be a number from 1 to 3: " + text, e);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--corrupt: " + e.getMessage(), e);
            }
        }
    }
}

package dev.pentimento.cli.produce;

import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.data.Datasets;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which images of which data set, and what happens to them. */
final class DatasetOptions {
    @Parameters(
            paramLabel = "DATA",
            description = "A folder per class, a list file, IDX, .npz, or a name such as fashion-mnist-subset.")
    private String name = "";

    @Option(names = "--split", paramLabel = "SPLIT", description = "Only one of ${COMPLETION-CANDIDATES}.")
    private @Nullable Split split;

    @Option(names = "--limit", paramLabel = "N", description = "At most N images.")
    private int limit = Integer.MAX_VALUE;

    @Option(names = "--shuffle", description = "In random order, before --limit; many data sets are sorted by class.")
    private boolean shuffle;

    @Option(
            names = "--corrupt",
            paramLabel = "KIND[:STRENGTH]",
            description = "Blur the images, or another of blur, noise, contrast, rotation, mixed; strength 1 to 3.")
    private @Nullable String corruption;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of --shuffle and --corrupt (default: ${DEFAULT-VALUE}).")
    private long seed;

    String name() {
        return name;
    }

    /** @throws dev.pentimento.learning.data.DatasetException naming the file and what was expected */
    List<Example> examples(CommandLine command) {
        if (limit < 1) {
            throw new ParameterException(command, "--limit must be positive: " + limit);
        }
        Optional<Harm> harm = Optional.ofNullable(corruption).map(text -> Harm.parse(text, command));
        ImageDataset dataset = part(Datasets.open(name));
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
        static Harm parse(String text, CommandLine command) {
            int colon = text.indexOf(':');
            try {
                Corruption kind = Corruption.named(colon < 0 ? text : text.substring(0, colon));
                return new Harm(
                        kind, colon < 0 ? Corruption.DEFAULT_STRENGTH : Integer.parseInt(text.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw new ParameterException(command, "--corrupt: the strength is a number from 1 to 3: " + text, e);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command, "--corrupt: " + e.getMessage(), e);
            }
        }
    }
}

package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.synthetic.SyntheticSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The data of an experiment. */
public sealed interface ExperimentData {

    String name();

    List<String> classes();

    /** Limitations of the figures, for readers of the report. */
    List<String> caveats();

    /** What networks and runs depend on, besides seed and protocol. */
    Map<String, String> describe();

    /** @param input input shape of an encoder for these images */
    record Images(ImageDataset dataset, ImageShape input) implements ExperimentData {
        @Override
        public String name() {
            return dataset.name();
        }

        @Override
        public List<String> classes() {
            return dataset.classes();
        }

        @Override
        public List<String> caveats() {
            return Caveats.of(dataset);
        }

        @Override
        public Map<String, String> describe() {
            return new TreeMap<>(Map.of("data", dataset.fingerprint(), "input", input.toString()));
        }
    }

    /** Randomly drawn embeddings, without images or an encoder; each seed draws its own classes. */
    record Synthetic(SyntheticSettings settings) implements ExperimentData {
        public static final String NAME = "synthetic";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public List<String> classes() {
            return IntStream.range(0, settings.classes())
                    .mapToObj(c -> "class " + c)
                    .toList();
        }

        @Override
        public List<String> caveats() {
            return List.of(
                    "The embeddings are drawn at random, as in the thesis; there are no images and no encoder behind them.",
                    "Each seed draws its own classes, some easier than others. The best that any classifier could do with"
                            + " them is known: the Bayes classifier is one of the arms.");
        }

        @Override
        public Map<String, String> describe() {
            return new TreeMap<>(Map.of("data", settings.toString()));
        }
    }
}

package dev.pentimento.learning.experiment;

import dev.pentimento.learning.network.KeptFiles;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.synthetic.SyntheticEmbeddings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Embeddings are drawn anew whenever they are asked for, and are the same each time; only networks are kept. */
record SyntheticBench(
        ExperimentData.Synthetic data, Protocol protocol, long seed, KeptFiles files, SyntheticEmbeddings source)
        implements Bench {
    private static final int TRAIN = 4_000;
    private static final int CHECKPOINTS = 400;
    private static final int LABELS = 2_000;
    private static final int VALIDATION = 600;
    private static final int TEST = 10_000;

    SyntheticBench(ExperimentData.Synthetic data, Protocol protocol, long seed, KeptFiles files) {
        this(data, protocol, seed, files, SyntheticEmbeddings.of(data.settings(), seed));
    }

    @Override
    public List<String> classNames() {
        return data.classes();
    }

    @Override
    public NetworkFile network(String name, Supplier<NetworkFile> making) {
        return files.network(name, making);
    }

    @Override
    public LabelledRows train() {
        return source.draw(TRAIN, 1);
    }

    @Override
    public LabelledRows checkpoints() {
        return source.draw(CHECKPOINTS, 2);
    }

    @Override
    public LabelledRows labels() {
        return source.draw(LABELS, 3);
    }

    @Override
    public LabelledRows validation() {
        return source.draw(VALIDATION, 4);
    }

    @Override
    public LabelledRows test() {
        return source.draw(TEST, 5);
    }

    @Override
    public Optional<FloatMatrix> best() {
        return Optional.of(source.logDensities(test().rows()));
    }

    @Override
    public Gallery gallery(List<EmbeddingMap> maps) {
        return new Gallery(maps, List.of(), List.of(), List.of());
    }
}

package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.experiment.result.EmbeddingMap;
import dev.pentimento.learning.experiment.result.Gallery;
import dev.pentimento.learning.file.KeptFiles;
import dev.pentimento.learning.synthetic.SyntheticEmbeddings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.Optional;

/** Embeddings are redrawn on every request and are always the same; only networks are saved. */
public record SyntheticInputs(
        ExperimentData.Synthetic data, Protocol protocol, long seed, KeptFiles files, SyntheticEmbeddings source)
        implements SeedInputs {
    public SyntheticInputs(ExperimentData.Synthetic data, Protocol protocol, long seed, KeptFiles files) {
        this(data, protocol, seed, files, SyntheticEmbeddings.of(data.settings(), seed));
    }

    @Override
    public List<String> classNames() {
        return data.classes();
    }

    @Override
    public LabelledRows rows(Part part) {
        int count = switch (part) {
            case TRAIN -> 4_000;
            case CHECKPOINTS -> 400;
            case LABELS -> 2_000;
            case VALIDATION -> 600;
            case TEST -> 10_000;
        };
        return source.draw(count, part.ordinal() + 1);
    }

    @Override
    public Optional<FloatMatrix> best() {
        return Optional.of(source.logDensities(rows(Part.TEST).rows()));
    }

    @Override
    public Gallery gallery(List<EmbeddingMap> maps) {
        return new Gallery(maps, List.of(), List.of(), List.of());
    }
}

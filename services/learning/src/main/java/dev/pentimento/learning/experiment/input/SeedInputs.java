package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.experiment.result.EmbeddingMap;
import dev.pentimento.learning.experiment.result.Gallery;
import dev.pentimento.learning.file.KeptFiles;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.Optional;

/** Embeddings and networks of one seed. */
public interface SeedInputs {

    Protocol protocol();

    long seed();

    List<String> classNames();

    /** Finished work for this seed. */
    KeptFiles files();

    LabelledRows rows(Part part);

    /** n×classes logits of the best possible classifier for the rows of {@link Part#TEST}, if it is known. */
    default Optional<FloatMatrix> best() {
        return Optional.empty();
    }

    Gallery gallery(List<EmbeddingMap> maps);
}

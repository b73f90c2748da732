package dev.pentimento.learning.experiment;

import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.statistics.FloatMatrix;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Embeddings and networks of one seed. */
interface Bench {

    Protocol protocol();

    long seed();

    List<String> classNames();

    /** A network of this seed, made if it is not there. */
    NetworkFile network(String name, Supplier<NetworkFile> making);

    LabelledRows train();

    LabelledRows checkpoints();

    LabelledRows labels();

    LabelledRows validation();

    LabelledRows test();

    /** n×classes logits of the best possible classifier for {@link #test()}, where it is known. */
    Optional<FloatMatrix> best();

    Gallery gallery(List<EmbeddingMap> maps);
}

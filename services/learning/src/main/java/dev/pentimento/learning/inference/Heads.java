package dev.pentimento.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.statistics.FloatMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Classifier and correction of one version on one device, asked together: the embeddings go to the device once, and three
 * forward passes answer for the whole batch. Threads and closing as for {@link Encoder}.
 */
public final class Heads implements AutoCloseable {
    private final Forward classifier;
    private final @Nullable Forward correction;
    private final int dimensions;
    private final int classes;

    Heads(Forward classifier, @Nullable Forward correction, int dimensions, int classes) {
        this.classifier = classifier;
        this.correction = correction;
        this.dimensions = dimensions;
        this.classes = classes;
    }

    public int dimensions() {
        return dimensions;
    }

    public int classes() {
        return classes;
    }

    public boolean corrects() {
        return correction != null;
    }

    /**
     * @param embeddings n×dimensions
     * @throws UnusableOutputException that names the network whose result is not finite
     */
    public Opinions judge(FloatMatrix embeddings) {
        Checks.columns("embeddings", embeddings, dimensions);
        if (embeddings.rows() == 0) {
            Opinions.Scores none = Opinions.Scores.of(new FloatMatrix(0, classes, new float[0]));
            return new Opinions(none, embeddings, none);
        }
        try (NDManager scratch = classifier.newScratch()) {
            NDArray input = Upload.create(scratch, embeddings.values(), new Shape(embeddings.rows(), dimensions));
            Opinions.Scores original = scores(input, embeddings.rows());
            if (correction == null) {
                return new Opinions(original, embeddings, original);
            }
            NDArray corrected = correction.apply(input);
            FloatMatrix correctedEmbeddings = correction.matrix(corrected, embeddings.rows(), dimensions);
            return new Opinions(original, correctedEmbeddings, scores(corrected, embeddings.rows()));
        }
    }

    private Opinions.Scores scores(NDArray embeddings, int rows) {
        return Opinions.Scores.of(classifier.matrix(classifier.apply(embeddings), rows, classes));
    }

    @Override
    public void close() {
        classifier.close();
        if (correction != null) {
            correction.close();
        }
    }
}

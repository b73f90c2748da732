package dev.pentimento.learning.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.tensors.FloatMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Classifier and correction of one version on one device, applied together: the embeddings are copied to the device
 * once, and three forward passes process the whole batch. For thread safety and closing, see {@link Encoder}.
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
     * @throws UnusableOutputException naming the network whose result is not finite
     * @throws FailedPassException naming the network if the engine fails
     */
    public HeadOutputs judge(FloatMatrix embeddings) {
        OutputChecks.columns("embeddings", embeddings, dimensions);
        if (embeddings.rows() == 0) {
            HeadOutputs.Scores none = HeadOutputs.Scores.of(new FloatMatrix(0, classes, new float[0]));
            return new HeadOutputs(none, embeddings, none);
        }
        try (NDManager scratch =
                Forward.named(classifier.name(), () -> classifier.scratch().get())) {
            NDArray input = Forward.named(classifier.name(), () -> Upload.matrix(scratch, embeddings));
            HeadOutputs.Scores original = scores(input, embeddings.rows());
            Forward second = correction;
            if (second == null) {
                return new HeadOutputs(original, embeddings, original);
            }
            NDArray corrected = Forward.named(second.name(), () -> second.pass().apply(input));
            FloatMatrix correctedEmbeddings =
                    Forward.named(second.name(), () -> second.matrix(corrected, embeddings.rows(), dimensions));
            return new HeadOutputs(original, correctedEmbeddings, scores(corrected, embeddings.rows()));
        }
    }

    private HeadOutputs.Scores scores(NDArray embeddings, int rows) {
        return Forward.named(
                classifier.name(),
                () -> HeadOutputs.Scores.of(classifier.matrix(classifier.pass().apply(embeddings), rows, classes)));
    }

    @Override
    public void close() {
        classifier.close();
        if (correction != null) {
            correction.close();
        }
    }
}

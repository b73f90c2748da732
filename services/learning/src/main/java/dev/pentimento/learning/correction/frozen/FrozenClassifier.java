package dev.pentimento.learning.correction.frozen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.imported.ImportedModules;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.tensors.FloatMatrix;

/** The classifier behind the correction: gradients pass through it, but its weights do not change. */
public sealed interface FrozenClassifier extends AutoCloseable permits OwnClassifier, ScriptedClassifier {

    /** @param dimensions d, length of an embedding */
    static FrozenClassifier load(NetworkFile file, int dimensions, ComputeDevice device) {
        return ImportedModules.isFormat(file.format())
                ? ScriptedClassifier.load(file, dimensions, device)
                : OwnClassifier.load(file, device);
    }

    int classes();

    /** Memory for one call; the caller must close it. */
    NDManager newScratch();

    /** n×d → n×p: φ, the space in which the contrastive term compares. */
    NDArray features(NDArray embeddings, Pass pass);

    /** n×p → n×k. */
    NDArray logits(NDArray features, Pass pass);

    /** Whether the gradient of the logits reaches the embeddings. */
    boolean letsGradientsThrough();

    /** n×d → n×k. */
    default FloatMatrix logits(FloatMatrix embeddings) {
        try (NDManager scratch = newScratch()) {
            NDArray logits = logits(features(Upload.matrix(scratch, embeddings), Pass.INFERENCE), Pass.INFERENCE);
            return new FloatMatrix(embeddings.rows(), classes(), logits.toFloatArray());
        }
    }

    /** n×d → n×p, rows of length one. */
    default FloatMatrix features(FloatMatrix embeddings) {
        try (NDManager scratch = newScratch()) {
            NDArray features =
                    features(Upload.matrix(scratch, embeddings), Pass.INFERENCE).normalize(2, 1, 1e-8);
            return new FloatMatrix(
                    embeddings.rows(), Math.toIntExact(features.getShape().get(1)), features.toFloatArray());
        }
    }

    @Override
    void close();
}

package dev.pentimento.learning.correction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.network.Pass;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.learning.network.Upload;
import dev.pentimento.learning.network.Weights;
import dev.pentimento.statistics.FloatMatrix;

/** The classifier behind the correction: gradients go through it, it does not change. */
record FrozenClassifier(ClassifierArchitecture architecture, Weights weights) implements AutoCloseable {

    static FrozenClassifier load(NetworkFile file, ComputeDevice device) {
        Network network = Network.load(file, device);
        if (network.architecture() instanceof ClassifierArchitecture classifier) {
            return new FrozenClassifier(classifier, network.weights());
        }
        network.close();
        throw new UnusableFileException(
                "a correction is learned in front of a classifier, not a " + network.architecture());
    }

    /** n×d → n×p: φ. */
    NDArray features(NDArray embeddings, Pass pass) {
        return architecture.penultimate().apply(embeddings, weights, pass);
    }

    /** n×p → n×k. */
    NDArray logits(NDArray features, Pass pass) {
        return architecture.output().apply(features, weights, pass);
    }

    FloatMatrix logits(FloatMatrix embeddings) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray input =
                    Upload.create(scratch, embeddings.values(), new Shape(embeddings.rows(), embeddings.columns()));
            NDArray logits = logits(features(input, Pass.INFERENCE), Pass.INFERENCE);
            return new FloatMatrix(embeddings.rows(), architecture.classes(), logits.toFloatArray());
        }
    }

    FloatMatrix features(FloatMatrix embeddings) {
        try (NDManager scratch = weights.newScratch()) {
            NDArray input =
                    Upload.create(scratch, embeddings.values(), new Shape(embeddings.rows(), embeddings.columns()));
            NDArray features = features(input, Pass.INFERENCE).normalize(2, 1, 1e-8);
            return new FloatMatrix(
                    embeddings.rows(), Math.toIntExact(features.getShape().get(1)), features.toFloatArray());
        }
    }

    @Override
    public void close() {
        weights.close();
    }
}

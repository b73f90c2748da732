package dev.pentimento.learning.correction.frozen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ClassifierArchitecture;
import dev.pentimento.learning.network.Network;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;

/** A classifier whose layers are known: φ is its penultimate one. */
record OwnClassifier(ClassifierArchitecture architecture, Weights weights) implements FrozenClassifier {

    static OwnClassifier load(NetworkFile file, ComputeDevice device) {
        Network network = Network.load(file, device);
        if (network.architecture() instanceof ClassifierArchitecture classifier) {
            return new OwnClassifier(classifier, network.weights());
        }
        network.close();
        throw new UnusableFileException(
                "a correction can be trained only in front of a classifier, not a " + network.architecture());
    }

    @Override
    public int classes() {
        return architecture.classes();
    }

    @Override
    public NDManager newScratch() {
        return weights.newScratch();
    }

    @Override
    public NDArray features(NDArray embeddings, Pass pass) {
        return architecture.penultimate().apply(embeddings, weights, pass);
    }

    @Override
    public NDArray logits(NDArray features, Pass pass) {
        return architecture.output().apply(features, weights, pass);
    }

    @Override
    public boolean letsGradientsThrough() {
        return true;
    }

    @Override
    public void close() {
        weights.close();
    }
}

package dev.pentimento.learning.correction.frozen;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.network.imported.ImportedClassifier;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.training.GradientDescent;

/**
 * An imported classifier, whose inner layers are not accessible: the embedding space itself is used as φ. Its dropout
 * is off, because it could not be seeded. TorchScript mostly passes gradients, ONNX never does.
 */
record ScriptedClassifier(ImportedClassifier classifier, boolean letsGradientsThrough) implements FrozenClassifier {
    private static final int PROBES = 4;

    static ScriptedClassifier load(NetworkFile file, int dimensions, ComputeDevice device) {
        ImportedClassifier classifier = ImportedClassifier.load(file, dimensions, device);
        return new ScriptedClassifier(classifier, tryGradient(classifier, dimensions));
    }

    /** A classifier that detaches or rounds its input returns an error or zero gradients. */
    private static boolean tryGradient(ImportedClassifier classifier, int dimensions) {
        try (NDManager scratch = classifier.newScratch()) {
            float[] values = new float[PROBES * dimensions];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i + 1);
            }
            NDArray embeddings = Upload.create(scratch, values, new Shape(PROBES, dimensions));
            embeddings.setRequiresGradient(true);
            GradientDescent.backward(
                    () -> classifier.logits(embeddings).logSoftmax(1).square().sum());
            float[] gradient = embeddings.getGradient().toFloatArray();
            boolean moves = false;
            for (float value : gradient) {
                if (!Float.isFinite(value)) {
                    return false;
                }
                moves |= value != 0;
            }
            return moves;
        } catch (EngineException | NullPointerException e) {
            return false;
        }
    }

    @Override
    public int classes() {
        return classifier.classes();
    }

    @Override
    public NDManager newScratch() {
        return classifier.newScratch();
    }

    @Override
    public NDArray features(NDArray embeddings, Pass pass) {
        return embeddings;
    }

    @Override
    public NDArray logits(NDArray features, Pass pass) {
        return classifier.logits(features);
    }

    @Override
    public void close() {
        classifier.close();
    }
}

package dev.pentimento.learning.network.imported;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.Upload;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.ImportedModule;
import java.util.Random;

/**
 * An imported classifier of embeddings, n×d → n×k. If it ends in a softmax and so returns probabilities, their
 * logarithms serve as logits; softmax turns these into the same probabilities again.
 */
public final class ImportedClassifier implements AutoCloseable {
    private static final int PROBES = 8;
    private static final float SUM_WITHIN = 1e-3f;
    /** Below the smallest relevant probability; its logarithm is finite. */
    private static final float SMALLEST = 1e-30f;

    private final ImportedModule module;
    private final int classes;
    private final boolean probabilities;

    private ImportedClassifier(ImportedModule module, float[][] answers) {
        this.module = module;
        this.classes = answers[0].length;
        this.probabilities = java.util.Arrays.stream(answers).allMatch(ImportedClassifier::isDistribution);
    }

    /**
     * Loads a classifier and tries it on noise.
     *
     * @param dimensions d, length of an embedding
     * @throws UnusableFileException if its engine cannot load it or it does not accept such embeddings
     */
    public static ImportedClassifier load(NetworkFile file, int dimensions, ComputeDevice device) {
        ImportedModule loaded = ImportedModules.load(file, device);
        try {
            ImportedModule module = ImportedModules.forRows(loaded, new Shape(dimensions));
            return new ImportedClassifier(module, probe(module, dimensions));
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    private static float[][] probe(ImportedModule module, int dimensions) {
        Random random = new Random(1);
        float[] noise = new float[PROBES * dimensions];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        try (NDManager scratch = module.newScratch()) {
            NDArray answer = module.forward(Upload.create(scratch, noise, new Shape(PROBES, dimensions)));
            Shape shape = answer.getShape();
            if (shape.dimension() != 2 || shape.get(0) != PROBES) {
                throw new UnusableFileException("it returns " + shape + " for " + PROBES + " embeddings, expected ("
                        + PROBES + ", number of classes)");
            }
            float[][] rows = new float[PROBES][];
            for (int i = 0; i < PROBES; i++) {
                rows[i] = answer.get(i).toFloatArray();
            }
            return rows;
        } catch (EngineException e) {
            throw new UnusableFileException("it does not accept embeddings of " + dimensions + " values", e);
        }
    }

    private static boolean isDistribution(float[] row) {
        float sum = 0;
        for (float value : row) {
            if (!(value >= 0)) {
                return false;
            }
            sum += value;
        }
        return Math.abs(sum - 1) < SUM_WITHIN;
    }

    public int classes() {
        return classes;
    }

    /** Memory for one call; the caller must close it. */
    public NDManager newScratch() {
        return module.newScratch();
    }

    /** n×d → n×k logits, in {@code embeddings}' manager; gradients as {@link ImportedModule#forward} says. */
    public NDArray logits(NDArray embeddings) {
        NDArray answer = module.forward(embeddings);
        return probabilities ? answer.add(Upload.scalar(answer, SMALLEST)).log() : answer;
    }

    @Override
    public void close() {
        module.close();
    }
}

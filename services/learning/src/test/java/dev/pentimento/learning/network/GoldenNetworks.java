package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.layer.TensorSpec;
import dev.pentimento.learning.network.layer.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Small networks with every tensor away from its first value. {@link #main} writes their files, for
 * {@code src/test/python/golden_networks.py} to compute the expected results from.
 */
public final class GoldenNetworks {
    public static final Map<String, Architecture> ARCHITECTURES = new TreeMap<>(Map.of(
            "encoder", new ConvolutionalEncoder(ImageShape.plain(3, 9, 14), List.of(4, 6, 5), 7),
            "classifier", new MlpClassifier(7, List.of(9, 8), 4, 0.3f),
            "correction", new ResidualCorrection(7, 6, 0.1f, true),
            "step-classifier", new MlpClassifier(7, List.of(9, 8), 4, 0),
            "step-correction", new ResidualCorrection(7, 6, 0, false),
            "sigmoid-encoder",
                    new SigmoidEncoder(new ConvolutionalEncoder(ImageShape.plain(3, 9, 14), List.of(4, 6), 7)),
            "thesis-classifier", new ThesisClassifier(8, 4, 0.3f, ThesisClassifier.Form.LINEAR),
            "thesis-classifier-normalized", new ThesisClassifier(8, 4, 0.3f, ThesisClassifier.Form.BATCH_NORMALIZED),
            "thesis-correction", new ThesisCorrection(7, ThesisCorrection.Form.UNIT_INPUT),
            "thesis-correction-normalized", new ThesisCorrection(7, ThesisCorrection.Form.BATCH_NORMALIZED)));

    private GoldenNetworks() {}

    public static NetworkFile file(String name) {
        Architecture architecture = ARCHITECTURES.get(name);
        SplittableRandom random = new SplittableRandom(name.hashCode());
        try (Network network =
                new Network(architecture, Weights.initial(architecture.tensors(), random, ComputeDevice.CPU))) {
            for (TensorSpec spec : architecture.tensors()) {
                float[] values = network.weights().get(spec.name()).toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.3 * random.nextDouble());
                }
                network.weights().set(spec.name(), values);
            }
            return network.toFile();
        }
    }

    /** n rows of sin(1), sin(2), ...: easily repeated anywhere. */
    public static NDArray input(NDManager manager, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        return manager.create(values, shape);
    }

    public static void main(String[] args) throws IOException {
        for (String name : ARCHITECTURES.keySet()) {
            Files.write(Path.of(args[0], name + ".safetensors"), file(name).bytes());
        }
    }
}

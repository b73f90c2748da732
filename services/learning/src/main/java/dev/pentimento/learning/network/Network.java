package dev.pentimento.learning.network;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.TensorFile;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.network.layer.Pass;
import dev.pentimento.learning.network.layer.Weights;
import dev.pentimento.tensors.Tensor;
import java.util.Map;

/** A network in Pentimento's own format: architecture and weights. In its file the architecture is JSON in the metadata. */
public record Network(Architecture architecture, Weights weights) implements AutoCloseable {
    private static final String ARCHITECTURE = "pentimento.architecture";
    private static final String FORMAT = "pentimento.format";
    private static final String FORMAT_1 = "1";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * Loads a network in our own format onto a device; the caller must close it.
     *
     * @throws UnusableFileException if the file is damaged, has another format, or does not match its own architecture
     */
    public static Network load(NetworkFile file, ComputeDevice device) {
        TensorFile tensors = tensorFile(file);
        Architecture architecture = architecture(tensors);
        return new Network(architecture, Weights.fromFile(tensors, architecture.tensors(), device));
    }

    /** The architecture in a network's file, without its weights. */
    public static Architecture architecture(NetworkFile file) {
        return architecture(tensorFile(file));
    }

    /** The same weights give the same bytes. */
    public NetworkFile toFile() {
        return file(architecture, weights.tensors(architecture.tensors()));
    }

    /** The file of a network whose tensors are outside the engine; they must match the architecture. */
    public static NetworkFile file(Architecture architecture, Map<String, Tensor> tensors) {
        try {
            // The declared type, because otherwise Jackson would omit which architecture it is.
            String json = JSON.writerFor(Architecture.class).writeValueAsString(architecture);
            TensorFile file = new TensorFile(Map.of(FORMAT, FORMAT_1, ARCHITECTURE, json), tensors);
            return new NetworkFile(NetworkFile.SAFETENSORS, file.toBytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("architecture without JSON form: " + architecture, e);
        }
    }

    /** Folds BatchNorm into the layers before it; from then on, this network is for inference only. */
    public void fold() {
        architecture.foldable().fold(weights);
    }

    /** The result is in {@code input}'s manager. */
    public NDArray forward(NDArray input, Pass pass) {
        return architecture.forward(input, weights, pass);
    }

    @Override
    public void close() {
        weights.close();
    }

    private static TensorFile tensorFile(NetworkFile file) {
        if (!file.format().equals(NetworkFile.SAFETENSORS)) {
            throw new UnusableFileException(
                    "a network in Pentimento's own format is a safetensors file, not '" + file.format() + "'");
        }
        return TensorFile.fromBytes(file.bytes());
    }

    private static Architecture architecture(TensorFile tensors) {
        String format = tensors.metadata(FORMAT);
        if (!format.equals(FORMAT_1)) {
            throw new UnusableFileException("network file of format " + format + "; this release reads " + FORMAT_1);
        }
        try {
            return JSON.readValue(tensors.metadata(ARCHITECTURE), Architecture.class);
        } catch (JsonProcessingException e) {
            throw new UnusableFileException("unknown architecture: " + e.getOriginalMessage(), e);
        }
    }
}

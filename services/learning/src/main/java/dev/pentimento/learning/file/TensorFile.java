package dev.pentimento.learning.file;

import dev.pentimento.tensors.Tensor;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors with metadata, in the safetensors format: eight bytes with the header's length (little-endian), a JSON
 * header, the tensors. Equal content gives equal bytes, regardless of the order in which it was added.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public record TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors) {

    public TensorFile {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    }

    /** @throws UnusableFileException naming the first problem */
    public static TensorFile fromBytes(byte[] bytes) {
        return SafetensorsReader.read(bytes);
    }

    public byte[] toBytes() {
        return SafetensorsWriter.write(this);
    }

    /** @throws UnusableFileException if there is none of this name */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new UnusableFileException("no tensor '" + name + "'; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** @throws UnusableFileException if there is none of this name */
    public String metadata(String name) {
        String value = metadata.get(name);
        if (value == null) {
            throw new UnusableFileException("no metadata '" + name + "'; there are " + metadata.keySet());
        }
        return value;
    }
}

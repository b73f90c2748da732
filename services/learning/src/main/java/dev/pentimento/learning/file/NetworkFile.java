package dev.pentimento.learning.file;

import java.util.Arrays;

/**
 * A network as a file: {@value #SAFETENSORS} with the architecture inside for Pentimento's own networks, {@value
 * #TORCHSCRIPT} and {@value #ONNX} for others. It does not copy the given array, which must not be modified afterwards.
 */
public record NetworkFile(String format, byte[] bytes) {
    public static final String SAFETENSORS = "safetensors";
    public static final String TORCHSCRIPT = "torchscript";
    public static final String ONNX = "onnx";

    /** The file's name in the registry: 64 hexadecimal digits. */
    public String sha256() {
        return Sha256.hex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkFile file && format.equals(file.format) && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return format + " " + sha256();
    }
}

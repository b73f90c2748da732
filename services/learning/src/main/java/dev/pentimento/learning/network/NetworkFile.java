package dev.pentimento.learning.network;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A network as a file: own ones are {@value #SAFETENSORS} with their architecture inside, others {@value #TORCHSCRIPT}.
 * It holds the array it is given, without a copy; nobody writes to it any more.
 */
public record NetworkFile(String format, byte[] bytes) {
    public static final String SAFETENSORS = "safetensors";
    public static final String TORCHSCRIPT = "torchscript";

    /** The file's name in the registry: 64 hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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

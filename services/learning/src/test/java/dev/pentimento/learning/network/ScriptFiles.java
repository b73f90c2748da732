package dev.pentimento.learning.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.learning.file.NetworkFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Small TorchScript networks, and what they give; {@code src/test/python/torchscript_networks.py} wrote them. */
public final class ScriptFiles {
    private ScriptFiles() {}

    /** @param name such as {@code encoder} */
    public static NetworkFile file(String name) {
        return new NetworkFile(NetworkFile.TORCHSCRIPT, bytes(name + ".pt"));
    }

    /** Values under a name of {@code forward.json}. */
    public static float[] golden(String name) {
        try {
            JsonNode values = new ObjectMapper().readTree(bytes("forward.json")).path(name);
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i).floatValue();
            }
            return array;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream stream =
                Objects.requireNonNull(ScriptFiles.class.getResourceAsStream("/torchscript/" + file), file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
        return new NetworkFile(NetworkFile.TORCHSCRIPT, bytes("/torchscript/" + name + ".pt"));
    }

    /** Values under a name of {@code forward.json}. */
    public static float[] golden(String name) {
        return golden("/torchscript/", name);
    }

    static float[] golden(String folder, String name) {
        try {
            JsonNode values =
                    new ObjectMapper().readTree(bytes(folder + "forward.json")).path(name);
            float[] array = new float[values.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = values.get(i).floatValue();
            }
            return array;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String file) {
        try (InputStream stream = Objects.requireNonNull(ScriptFiles.class.getResourceAsStream(file), file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.pentimento.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Bytes that a release has written, kept as files: {@code former} is the layout without a format byte. */
public final class Golden {
    private Golden() {}

    public static byte[] bytes(String name) {
        return HexFormat.of().parseHex(lines(name + ".hex").get(0));
    }

    static List<String> lines(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

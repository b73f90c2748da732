package dev.pentimento.learning.data;

import dev.pentimento.learning.file.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over the examples' ids, labels and images, in order, since the order matters for learning. Every part is
 * first hashed separately, so that two different lists of parts never give the same bytes.
 */
final class Fingerprint {
    private Fingerprint() {}

    static String of(List<Example> examples) {
        MessageDigest all = Sha256.digest();
        MessageDigest image = Sha256.digest();
        for (Example example : examples) {
            addText(all, example.id());
            addText(all, example.label());
            example.image().addTo(image);
            all.update(image.digest());
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static void addText(MessageDigest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int length = text == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(bytes);
    }
}

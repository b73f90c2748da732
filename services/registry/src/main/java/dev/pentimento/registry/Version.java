package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The state of one version of a subject, and the record that sets it.
 *
 * @param schema in Avro's own text form, so that equal schemas have the same text
 * @param deleted whether it is hidden; its number and id remain reserved
 */
record Version(String subject, int version, int id, String schema, boolean deleted) implements Change {
    Version hidden() {
        return new Version(subject, version, id, schema, true);
    }

    /**
     * Identifies a schema that is no longer stored: the SHA-256 of its text, 64 hexadecimal digits.
     *
     * @param schema in Avro's own text form
     */
    static String hash(String schema) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(schema.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, although every Java platform must have it", e);
        }
    }
}

package dev.pentimento.embedding.fetching;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The rule for the path of an address: every server, proxy and file system must interpret it the same way. Some decode
 * twice, some cut off parameters, some treat a backslash as a slash; none of that may lead out of a folder.
 */
final class PlainPath {
    private PlainPath() {}

    /**
     * Whether each segment is plain. Decoded once, it must be UTF-8, must not be empty or end with a dot or a space,
     * and must not contain a slash, backslash, semicolon, percent sign or control character. Characters count as their
     * Unicode compatibility equivalents: a full-width slash is a slash. Only the last segment may be empty.
     *
     * @param rawPath as it stands in the address, escaped
     */
    static boolean is(String rawPath) {
        if (rawPath.isEmpty()) {
            return true;
        }
        String[] segments = rawPath.split("/", -1);
        if (!segments[0].isEmpty()) {
            return false;
        }
        for (int i = 1; i < segments.length; i++) {
            boolean folder = segments[i].isEmpty() && i == segments.length - 1;
            if (!folder && !plain(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean plain(String segment) {
        String text = decoded(segment);
        if (text == null) {
            return false;
        }
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return !folded.isEmpty()
                && !folded.endsWith(".")
                && !folded.endsWith(" ")
                && folded.chars().noneMatch(c -> Character.isISOControl(c) || "/\\;%".indexOf(c) >= 0);
    }

    /** Null if the bytes are not UTF-8; overlong forms are not UTF-8. */
    private static @Nullable String decoded(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(segment, i + 1, i + 3, 16));
                i += 2;
            } else {
                int end = i + Character.charCount(segment.codePointAt(i));
                bytes.put(segment.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

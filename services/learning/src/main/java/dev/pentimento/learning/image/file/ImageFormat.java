package dev.pentimento.learning.image.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The supported formats, recognised by their first bytes, since content types and file names are often wrong. */
enum ImageFormat {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    GIF("47494638"),
    BMP("424d");

    private static final int SHOWN_CHARACTERS = 40;

    @SuppressWarnings("ImmutableEnumChecker") // Never modified or exposed.
    private final byte[] signature;

    ImageFormat(String signature) {
        this.signature = HexFormat.of().parseHex(signature);
    }

    static ImageFormat of(byte[] content) throws UndecodableImageException {
        for (ImageFormat format : values()) {
            if (startsWith(content, 0, format.signature)) {
                return format;
            }
        }
        throw new UndecodableImageException(describe(content) + "; supported formats: PNG, JPEG, GIF and BMP");
    }

    private static String describe(byte[] content) {
        if (content.length == 0) {
            return "no bytes at all";
        }
        if (startsWith(PNG.signature, 0, content) || startsWith(JPEG.signature, 0, content)) {
            return "only " + content.length + " bytes, just the start of an image file";
        }
        String other = otherFormat(content);
        if (other != null) {
            return other;
        }
        if (looksLikeText(content)) {
            return "text, not an image: \"" + excerpt(content) + "\"";
        }
        return content.length + " bytes of an unknown image format, starting with "
                + HexFormat.of().formatHex(content, 0, Math.min(8, content.length));
    }

    private static @Nullable String otherFormat(byte[] content) {
        if (hasText(content, 0, "II*\0") || hasText(content, 0, "MM\0*")) {
            return "a TIFF image";
        } else if (hasText(content, 0, "RIFF") && hasText(content, 8, "WEBP")) {
            return "a WebP image";
        } else if (hasText(content, 4, "ftyp")) {
            return "an HEIC, AVIF or MP4 file";
        } else if (hasText(content, 128, "DICM")) {
            return "a DICOM file";
        } else if (hasText(content, 0, "%PDF")) {
            return "a PDF document";
        } else if (hasText(content, 0, "PK\3\4")) {
            return "a zip archive";
        } else if (hasText(content, 0, "\u001f\u008b")) {
            return "gzip-compressed data";
        }
        return null;
    }

    private static boolean hasText(byte[] content, int at, String text) {
        return startsWith(content, at, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean startsWith(byte[] content, int at, byte[] start) {
        return content.length >= at + start.length
                && Arrays.equals(content, at, at + start.length, start, 0, start.length);
    }

    private static boolean looksLikeText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 512); i++) {
            int c = content[i] & 0xff;
            if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    private static String excerpt(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 4 * SHOWN_CHARACTERS), StandardCharsets.UTF_8)
                .replaceAll("\\s+", " ")
                .strip();
        return start.length() <= SHOWN_CHARACTERS ? start : start.substring(0, SHOWN_CHARACTERS) + "…";
    }
}

package dev.pentimento.learning.image.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The supported formats, recognised by their first bytes, since content types and file names are often wrong. */
enum ImageFormat {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    GIF("47494638"),
    BMP("424d"),
    TIFF("49492a00", "4d4d002a"),
    WEBP("52494646");

    private static final int SHOWN_CHARACTERS = 40;

    @SuppressWarnings("ImmutableEnumChecker") // Never modified or exposed.
    private final List<byte[]> signatures;

    ImageFormat(String... signatures) {
        this.signatures = Stream.of(signatures).map(HexFormat.of()::parseHex).toList();
    }

    private boolean begins(byte[] content) {
        return signatures.stream().anyMatch(signature -> startsWith(content, 0, signature))
                && (this != WEBP || hasText(content, 8, "WEBP"));
    }

    private boolean isBegunBy(byte[] content) {
        return signatures.stream().anyMatch(signature -> startsWith(signature, 0, content));
    }

    static ImageFormat of(byte[] content) throws UndecodableImageException {
        Optional<ImageFormat> format = find(content);
        if (format.isEmpty()) {
            throw new UndecodableImageException(
                    describe(content) + "; supported formats: PNG, JPEG, GIF, BMP, TIFF and WebP");
        }
        return format.get();
    }

    static Optional<ImageFormat> find(byte[] content) {
        for (ImageFormat format : values()) {
            if (format.begins(content)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static String describe(byte[] content) {
        if (content.length == 0) {
            return "no bytes at all";
        }
        if (PNG.isBegunBy(content) || JPEG.isBegunBy(content)) {
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
        if (hasText(content, 0, "II+\0") || hasText(content, 0, "MM\0+")) {
            return "a BigTIFF image; save it as TIFF";
        } else if (hasText(content, 4, "ftyp")) {
            return "an HEIC, AVIF or MP4 file; convert images to JPEG or PNG";
        } else if (hasText(content, 128, "DICM")) {
            return "a DICOM file; convert it to PNG, for instance with DCMTK: dcmj2pnm --write-16-bit-png in.dcm out.png";
        } else if (hasText(content, 4, "jP  \r\n") || hasText(content, 0, "\u00ff\u004f\u00ff\u0051")) {
            return "a JPEG 2000 image; convert it to PNG or TIFF";
        } else if (hasText(content, 0, "8BPS")) {
            return "a Photoshop file; save it as PNG or TIFF";
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

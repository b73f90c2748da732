package dev.pentimento.dashboard.web;

import java.nio.charset.StandardCharsets;

/** Detects an image's media type from its first bytes. Other content is never displayed: it might be a script. */
final class MediaTypes {
    private MediaTypes() {}

    static String of(byte[] content) {
        if (starts(content, 0, "\u0089PNG\r\n")) {
            return "image/png";
        }
        if (starts(content, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (starts(content, 0, "GIF8")) {
            return "image/gif";
        }
        if (starts(content, 0, "BM")) {
            return "image/bmp";
        }
        if (starts(content, 0, "RIFF") && starts(content, 8, "WEBP")) {
            return "image/webp";
        }
        return "application/octet-stream";
    }

    private static boolean starts(byte[] content, int from, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= from + wanted.length
                && java.util.Arrays.equals(content, from, from + wanted.length, wanted, 0, wanted.length);
    }
}

package dev.pentimento.it.hostile;

import java.util.Arrays;
import java.util.List;

/** What must become of the content of an image. */
final class ImageTruth {
    /** A question mark stands for any byte. */
    private static final List<String> SIGNATURES =
            List.of("\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff", "GIF8", "BM", "II*\0", "MM\0*", "RIFF????WEBP");

    private final List<byte[]> whole;

    /** @param whole contents that are images for certain */
    ImageTruth(List<byte[]> whole) {
        this.whole = whole;
    }

    /** Without the beginning of an image it is none; a whole image is one; of others, decoders decide. */
    Fate of(byte[] content) {
        if (SIGNATURES.stream().noneMatch(signature -> startsWith(content, signature))) {
            return Fate.UNDECODABLE_IMAGE;
        }
        return whole.stream().anyMatch(each -> Arrays.equals(each, content)) ? Fate.PREDICTED : Fate.DAMAGED_IMAGE;
    }

    private static boolean startsWith(byte[] content, String start) {
        for (int i = 0; i < start.length(); i++) {
            boolean any = start.charAt(i) == '?';
            if (i >= content.length || (!any && (content[i] & 0xff) != start.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}

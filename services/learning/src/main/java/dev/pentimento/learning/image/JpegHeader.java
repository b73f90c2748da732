package dev.pentimento.learning.image;

/**
 * What must be known of a JPEG file before it is read: how many components it has, and, for four, how they are meant.
 * Java's readers leave four components as they are stored or turn them into red, green and blue by whatever colour profile
 * the machine has; the same file must give the same numbers everywhere.
 *
 * @param components 1 (grey), 3 (colour) or 4 (print colours); 0 if no frame header was found
 * @param adobe whether an Adobe marker is there: then print colours are stored inverted
 * @param yccTransform whether the first three of four components are luma and chroma
 */
record JpegHeader(int components, boolean adobe, boolean yccTransform) {
    private static final int START_OF_SCAN = 0xda;
    private static final int APP14 = 0xee;
    private static final int ADOBE_TRANSFORM_AT = 11;

    static JpegHeader of(byte[] content) {
        boolean adobe = false;
        boolean ycc = false;
        int at = 2;
        while (at + 9 < content.length && (content[at] & 0xff) == 0xff) {
            int marker = content[at + 1] & 0xff;
            if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
                at += marker == 0xff ? 1 : 2;
                continue;
            }
            if (isFrame(marker)) {
                return new JpegHeader(content[at + 9] & 0xff, adobe, ycc);
            }
            if (marker == START_OF_SCAN) {
                break;
            }
            if (marker == APP14 && isAdobe(content, at + 4)) {
                adobe = true;
                ycc = content[at + 4 + ADOBE_TRANSFORM_AT] == 2;
            }
            at += 2 + ((content[at + 2] & 0xff) << 8 | (content[at + 3] & 0xff));
        }
        return new JpegHeader(0, adobe, ycc);
    }

    private static boolean isFrame(int marker) {
        boolean tables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        return marker >= 0xc0 && marker <= 0xcf && !tables;
    }

    private static boolean isAdobe(byte[] content, int at) {
        return content.length > at + ADOBE_TRANSFORM_AT
                && content[at] == 'A'
                && content[at + 1] == 'd'
                && content[at + 2] == 'o'
                && content[at + 3] == 'b'
                && content[at + 4] == 'e';
    }
}

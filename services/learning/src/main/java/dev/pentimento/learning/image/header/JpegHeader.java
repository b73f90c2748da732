package dev.pentimento.learning.image.header;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What must be known about a JPEG file before it is read: its size, how its components are stored and, for four
 * components, how they are interpreted. Java's readers leave four components as stored, or convert them to red, green
 * and blue with the machine's colour profile; but the same file must give the same numbers everywhere.
 *
 * @param components 1 (grey), 3 (colour) or 4 (print colours)
 * @param blocks number of blocks of 8 × 8 samples, over all components
 * @param adobe whether there is an Adobe marker, which means that print colours are stored inverted
 * @param yccTransform whether the first three of four components are luma and chroma
 * @param profile whether it has a colour profile
 * @param scans number of passes over the image; with several, a reader holds all coefficients
 * @param orientation by its Exif data
 */
public record JpegHeader(
        int width,
        int height,
        int components,
        long blocks,
        boolean adobe,
        boolean yccTransform,
        boolean profile,
        int scans,
        Orientation orientation) {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int ADOBE_TRANSFORM_AT = 11;
    private static final int BLOCK = 8;

    /** @throws IOException if it has no frame */
    public static JpegHeader of(byte[] content) throws IOException {
        boolean adobe = false;
        boolean ycc = false;
        boolean profile = false;
        Orientation orientation = Orientation.UPRIGHT;
        int frame = -1;
        int at = 2;
        while ((at = marker(content, at)) >= 0) {
            int marker = content[at + 1] & 0xff;
            int data = at + 4;
            int end = at + 2 + number(content, at + 2);
            if (isFrame(marker)) {
                frame = at + 2;
            } else if (marker == APP14 && isCalled(content, data, "Adobe")) {
                adobe = true;
                ycc = content[data + ADOBE_TRANSFORM_AT] == 2;
            } else if (marker == APP1 && isCalled(content, data, "Exif")) {
                orientation = Orientation.ofExif(content, data, end);
            } else if (marker == APP2 && isCalled(content, data, "ICC_PROFILE")) {
                profile = true;
            } else if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                break;
            }
            at = end;
        }
        if (frame < 0 || frame + 8 > content.length || at + 4 >= content.length) {
            throw new IOException("it has no frame header");
        }
        return new JpegHeader(
                number(content, frame + 5),
                number(content, frame + 3),
                content[frame + 7] & 0xff,
                blocks(content, frame),
                adobe,
                ycc,
                profile,
                scans(content, frame, at),
                orientation);
    }

    /**
     * Each component is stored in whole units, determined by the largest sampling factors of all components.
     *
     * @param frame position of the length of the frame header
     */
    private static long blocks(byte[] content, int frame) throws IOException {
        int components = content[frame + 7] & 0xff;
        if (frame + 8 + 3 * components > content.length) {
            throw new IOException("its frame header ends early");
        }
        int across = 1;
        int down = 1;
        long perUnit = 0;
        for (int i = 0; i < components; i++) {
            int sampling = content[frame + 9 + 3 * i] & 0xff;
            across = Math.max(across, sampling >> 4);
            down = Math.max(down, sampling & 15);
            perUnit += (sampling >> 4) * (sampling & 15);
        }
        long units = (long) ceiling(number(content, frame + 5), BLOCK * across)
                * ceiling(number(content, frame + 3), BLOCK * down);
        return units * Math.max(1, perUnit);
    }

    private static int ceiling(int number, int unit) {
        return (number + unit - 1) / unit;
    }

    /** @param first position of the first scan; negative if there is none */
    private static int scans(byte[] content, int frame, int first) {
        int kind = content[frame - 1] & 0xff;
        boolean sequential = kind == BASELINE || kind == EXTENDED;
        if (first < 0 || (sequential && content[first + 4] == content[frame + 7])) {
            return 1;
        }
        int scans = 0;
        int at = first;
        while ((at = marker(content, at)) >= 0) {
            int marker = content[at + 1] & 0xff;
            if (marker == END_OF_IMAGE) {
                break;
            }
            scans += marker == START_OF_SCAN ? 1 : 0;
            at += 2 + number(content, at + 2);
        }
        return scans;
    }

    /**
     * The next marker with a length, starting at {@code at}; other markers and other bytes are skipped. Negative if
     * there is none.
     */
    private static int marker(byte[] content, int at) {
        for (int i = at; i + 3 < content.length; i++) {
            int marker = content[i + 1] & 0xff;
            boolean alone = marker == 0 || marker == 0x01 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd8);
            if ((content[i] & 0xff) == 0xff && !alone) {
                return i;
            }
        }
        return -1;
    }

    private static int number(byte[] content, int at) {
        return at + 1 < content.length ? (content[at] & 0xff) << 8 | content[at + 1] & 0xff : 0;
    }

    private static boolean isFrame(int marker) {
        boolean tables = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
        return marker >= 0xc0 && marker <= 0xcf && !tables;
    }

    private static boolean isCalled(byte[] content, int at, String name) {
        return content.length > at + Math.max(name.length(), ADOBE_TRANSFORM_AT)
                && new String(content, at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
    }
}

package dev.pentimento.learning.image.header;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a stored image must be turned to be seen upright: the tag Orientation of Exif 2.32 (JEITA CP-3451, 4.6.4) and
 * TIFF 6.0, in the order of its values 1 to 8.
 */
public enum Orientation {
    UPRIGHT,
    MIRRORED,
    TURNED_180,
    UPSIDE_DOWN,
    TRANSPOSED,
    TURNED_90,
    TRANSVERSE,
    TURNED_270;

    static final int TAG = 274;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** The orientation of this number; any other number than 2 to 8 means upright. */
    static Orientation of(long value) {
        return value >= 1 && value <= values().length ? values()[(int) value - 1] : UPRIGHT;
    }

    /**
     * The orientation in Exif data; upright if the data is damaged or has none.
     *
     * @param start of the data in {@code content}, with or without the six bytes {@code Exif}, 0, 0
     * @param end of the data in {@code content}
     */
    public static Orientation ofExif(byte[] content, int start, int end) {
        int limit = Math.min(end, content.length);
        boolean marked = start + EXIF.length <= limit
                && Arrays.equals(content, start, start + EXIF.length, EXIF, 0, EXIF.length);
        int tiff = marked ? start + EXIF.length : start;
        return tiff >= limit
                ? UPRIGHT
                : TiffTags.find(content, tiff, limit, TAG).map(Orientation::of).orElse(UPRIGHT);
    }

    /** Whether rows become columns. */
    public boolean swapsSides() {
        return ordinal() >= TRANSPOSED.ordinal();
    }

    /** Whether the last stored row becomes the first row or column. */
    public boolean reversesRows() {
        return this == TURNED_180 || this == UPSIDE_DOWN || this == TURNED_90 || this == TRANSVERSE;
    }

    /** Whether the last stored column becomes the first row or column. */
    public boolean reversesColumns() {
        return this == MIRRORED || this == TURNED_180 || this == TRANSVERSE || this == TURNED_270;
    }

    /**
     * Turns one channel.
     *
     * @param stored {@code height × width} values, from {@code offset} on; receives the upright image, which is {@code
     *     width × height} if {@link #swapsSides}
     */
    public void turn(float[] stored, int offset, int height, int width) {
        float[] from = Arrays.copyOfRange(stored, offset, offset + height * width);
        int columns = swapsSides() ? height : width;
        for (int i = 0; i < from.length; i++) {
            int y = i / columns;
            int x = i % columns;
            stored[offset + i] = from[index(y, x, height, width)];
        }
    }

    private int index(int y, int x, int height, int width) {
        int bottom = height - 1;
        int right = width - 1;
        return switch (this) {
            case UPRIGHT -> y * width + x;
            case MIRRORED -> y * width + right - x;
            case TURNED_180 -> (bottom - y) * width + right - x;
            case UPSIDE_DOWN -> (bottom - y) * width + x;
            case TRANSPOSED -> x * width + y;
            case TURNED_90 -> (bottom - x) * width + y;
            case TRANSVERSE -> (bottom - x) * width + right - y;
            case TURNED_270 -> x * width + right - y;
        };
    }
}

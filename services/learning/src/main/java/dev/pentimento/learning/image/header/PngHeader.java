package dev.pentimento.learning.image.header;

import java.io.IOException;

/**
 * The first chunk of a PNG file.
 *
 * @param bits of one sample: 1, 2, 4, 8 or 16
 * @param colour the colour type
 */
public record PngHeader(int width, int height, int bits, int colour, boolean interlaced) {
    public static final int GREY = 0;
    public static final int RGB = 2;
    public static final int PALETTE = 3;
    public static final int GREY_ALPHA = 4;
    public static final int RGB_ALPHA = 6;

    private static final int LENGTH = 13;

    public static PngHeader of(PngChunk chunk) throws IOException {
        if (!chunk.is("IHDR") || chunk.length() != LENGTH) {
            throw new IOException("it does not begin with a header");
        }
        byte[] data = chunk.data(LENGTH);
        PngHeader header =
                new PngHeader(PngChunk.number(data, 0), PngChunk.number(data, 4), data[8], data[9], data[12] == 1);
        if (!header.isDefined() || data[10] != 0 || data[11] != 0 || (data[12] & 0xfe) != 0) {
            throw new IOException("its header is not one of a PNG image: colour type " + data[9] + " of " + data[8]
                    + " bits, compression " + data[10] + ", filter " + data[11] + ", interlace " + data[12]);
        }
        return header;
    }

    private boolean isDefined() {
        boolean whole = bits == 8 || bits == 16;
        boolean part = bits == 1 || bits == 2 || bits == 4;
        return switch (colour) {
            case GREY -> whole || part;
            case PALETTE -> part || bits == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> whole;
            default -> false;
        };
    }

    public int bands() {
        return switch (colour) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /** Number of bytes of a row of {@code pixels} in the file, without the filter byte. */
    public long storedBytes(long pixels) {
        return (pixels * bands() * bits + 7) / 8;
    }

    /** Number of bytes of a row of {@code pixels} in which each sample has one or two bytes. */
    public long samplesBytes(long pixels) {
        return pixels * bands() * (bits == 16 ? 2 : 1);
    }
}

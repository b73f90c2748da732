package dev.pentimento.learning.image.header;

import java.io.IOException;
import java.util.Arrays;

/**
 * One chunk of a PNG file. Checksums are not verified: the result for a damaged file depends only on its data.
 *
 * @param at position of its length
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PngChunk(byte[] content, int at) {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 8;
    private static final int CHECKSUM = 4;

    public PngChunk {
        if (at > content.length - HEADER) {
            throw new IllegalArgumentException("it ends early");
        }
    }

    public static PngChunk first(byte[] content) {
        return new PngChunk(content, SIGNATURE);
    }

    public static int number(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    public boolean is(String type) {
        for (int i = 0; i < 4; i++) {
            if (content[at + 4 + i] != type.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public int length() throws IOException {
        int length = number(content, at);
        if (length < 0) {
            throw new IOException("a chunk declares " + Integer.toUnsignedString(length) + " bytes");
        }
        return length;
    }

    public int dataAt() {
        return at + HEADER;
    }

    /** Number of bytes of its data that the file contains. */
    public int available() throws IOException {
        return Math.min(length(), content.length - dataAt());
    }

    /** The data, with at most {@code most} bytes. */
    public byte[] data(int most) throws IOException {
        int length = length();
        if (length > most || length > available()) {
            throw new IOException("a chunk has " + length + " bytes, of which " + available()
                    + " are present and at most " + most + " are allowed");
        }
        return Arrays.copyOfRange(content, dataAt(), dataAt() + length);
    }

    /** Whether another chunk begins within the file. */
    public boolean hasNext() throws IOException {
        return (long) dataAt() + length() + CHECKSUM <= content.length - HEADER;
    }

    public PngChunk next() throws IOException {
        if (!hasNext()) {
            throw new IOException("it ends early");
        }
        return new PngChunk(content, dataAt() + length() + CHECKSUM);
    }
}

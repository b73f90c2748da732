package dev.pentimento.learning.image.header;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The opacity of a lossy WebP image (RFC 9649, 2.7.1.2): one byte per pixel, as such or in a lossless image, perhaps as
 * differences.
 *
 * @param plain the bytes, row by row, if they are stored as such
 * @param file otherwise a lossless WebP file, whose green samples are the bytes
 * @param filter what the differences are taken to: 0 nothing, 1 the left, 2 the upper neighbour, 3 both
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Opacity(byte @Nullable [] plain, byte @Nullable [] file, int filter) {
    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;
    private static final int LARGEST_SIDE = 1 << 14;
    private static final byte LOSSLESS_SIGNATURE = 0x2f;

    /**
     * Reads a chunk.
     *
     * @param start of its data in {@code content}; the first byte says how the opacity is stored
     */
    static Opacity of(byte[] content, int start, int end, int width, int height) throws IOException {
        long pixels = (long) width * height;
        int compression = content[start] & 3;
        int filter = content[start] >> 2 & 3;
        if (compression == 0) {
            if (start + 1 + pixels > end) {
                throw new IOException("its transparency ends early");
            }
            return new Opacity(Arrays.copyOfRange(content, start + 1, start + 1 + (int) pixels), null, filter);
        }
        if (compression != 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new IOException("its transparency is stored in an unknown way");
        }
        byte[] header = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(LOSSLESS_SIGNATURE)
                .putInt(width - 1 | height - 1 << 14 | WebpParts.HAS_OPACITY)
                .array();
        byte[] stream = Arrays.copyOfRange(content, start + 1, end);
        return new Opacity(null, WebpParts.file("VP8L", header, stream), filter);
    }

    /**
     * Undoes the differences.
     *
     * @param values one for each pixel, row by row; receives the opacity
     */
    public void undoFilter(byte[] values, int width) {
        for (int i = 0; filter != 0 && i < values.length; i++) {
            values[i] += (byte) predicted(values, i, width);
        }
    }

    private int predicted(byte[] values, int at, int width) {
        boolean first = at % width == 0;
        boolean top = at < width;
        if (first || top) {
            // At the border, there is only one neighbour, whatever the filter; the first pixel has none.
            return top ? first ? 0 : values[at - 1] & 0xff : values[at - width] & 0xff;
        }
        int left = values[at - 1] & 0xff;
        int above = values[at - width] & 0xff;
        return switch (filter) {
            case HORIZONTAL -> left;
            case VERTICAL -> above;
            default -> Math.max(0, Math.min(255, left + above - (values[at - width - 1] & 0xff)));
        };
    }
}

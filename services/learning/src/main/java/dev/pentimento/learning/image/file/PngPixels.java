package dev.pentimento.learning.image.file;

import dev.pentimento.learning.image.header.PngChunk;
import dev.pentimento.learning.image.header.PngHeader;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The image data of a PNG file, inflated and unfiltered, with at least one byte per sample. */
final class PngPixels implements AutoCloseable {
    /** Memory that zlib allocates for one stream. */
    static final long INFLATER_BYTES = 48 * 1024;

    /** Adam7: first column, first row, distance of columns, distance of rows. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    /** Rows are inflated together up to this size: each call of zlib takes as long as inflating a short row. */
    private static final int INFLATED_AT_ONCE = 16 * 1024;

    private final PngHeader header;
    private final Stopwatch stopwatch;
    private final Inflater inflater = Inflaters.take();
    private PngChunk chunk;
    /** Inflated rows, each with the number of its filter first. */
    private byte[] filtered = {};

    private int used;
    private int rowsLeft;
    private byte[] current = {};
    private byte[] previous = {};
    private byte[] unpacked = {};
    private int pixels;

    /** @param data the first chunk of image data */
    PngPixels(PngHeader header, PngChunk data, Stopwatch stopwatch) throws IOException {
        this.header = header;
        this.stopwatch = stopwatch;
        this.chunk = data;
        inflater.setInput(data.content(), data.dataAt(), data.available());
    }

    /** Memory for inflated rows, in bytes. */
    static long bufferBytes(PngHeader header) {
        long row = 1 + header.storedBytes(header.width());
        return row * rowsAtOnce(header.height(), row);
    }

    private static int rowsAtOnce(int height, long row) {
        return (int) Math.min(height, Math.max(1, INFLATED_AT_ONCE / row));
    }

    /** Starts an image of this size, or a pass of an interlaced one. */
    void begin(int width, int height) {
        pixels = width;
        rowsLeft = height;
        int length = (int) header.storedBytes(width);
        current = new byte[length];
        previous = new byte[length];
        unpacked = header.bits() < 8 ? new byte[width] : current;
        filtered = new byte[(1 + length) * rowsAtOnce(height, 1 + length)];
        used = filtered.length;
    }

    /** The next row; valid until the row after it is read. */
    byte[] next() throws IOException {
        byte[] row = previous;
        previous = current;
        current = row;
        if (used == filtered.length) {
            inflateRows(1 + row.length);
        }
        int filter = filtered[used];
        System.arraycopy(filtered, used + 1, row, 0, row.length);
        used += 1 + row.length;
        stopwatch.count(row.length);
        PngFilter.undo(filter, row, previous, Math.max(1, header.bands() * header.bits() / 8));
        if (header.bits() >= 8) {
            return row;
        }
        unpack(row);
        return unpacked;
    }

    /** The last rows fill only the end of the array. Nothing behind the image is inflated: it may be damaged. */
    private void inflateRows(int size) throws IOException {
        int rows = Math.min(rowsLeft, filtered.length / size);
        used = filtered.length - rows * size;
        rowsLeft -= rows;
        inflate(filtered, used);
    }

    private void unpack(byte[] row) {
        int bits = header.bits();
        int mask = (1 << bits) - 1;
        for (int x = 0; x < pixels; x++) {
            int bit = x * bits;
            unpacked[x] = (byte) (row[bit >> 3] >> (8 - bits - (bit & 7)) & mask);
        }
    }

    /** All rows of an interlaced image. */
    byte[][] interlaced() throws IOException {
        byte[][] image = new byte[header.height()][(int) header.samplesBytes(header.width())];
        int size = (int) header.samplesBytes(1);
        for (int[] pass : PASSES) {
            int width = (header.width() - pass[0] + pass[2] - 1) / pass[2];
            if (width <= 0 || header.height() <= pass[1]) {
                continue;
            }
            begin(width, (header.height() - pass[1] + pass[3] - 1) / pass[3]);
            for (int y = pass[1]; y < header.height(); y += pass[3]) {
                scatter(next(), image[y], pass[0] * size, pass[2] * size, size);
            }
        }
        return image;
    }

    private void scatter(byte[] from, byte[] to, int first, int distance, int size) {
        for (int x = 0, at = first; x < pixels; x++, at += distance) {
            for (int i = 0; i < size; i++) {
                to[at + i] = from[x * size + i];
            }
        }
    }

    private void inflate(byte[] to, int start) throws IOException {
        try {
            for (int done = start; done < to.length; ) {
                int more = inflater.inflate(to, done, to.length - done);
                done += more;
                if (more == 0) {
                    if (inflater.finished() || inflater.needsDictionary()) {
                        throw new IOException("its image data ends early");
                    }
                    nextInput();
                }
            }
        } catch (DataFormatException e) {
            throw new IOException(e.getMessage() == null ? "its image data is damaged" : e.getMessage(), e);
        }
    }

    private void nextInput() throws IOException {
        do {
            if (!chunk.hasNext()) {
                throw new IOException("its image data ends early");
            }
            chunk = chunk.next();
            if (!chunk.is("IDAT")) {
                throw new IOException("its image data ends early");
            }
        } while (chunk.available() == 0);
        inflater.setInput(chunk.content(), chunk.dataAt(), chunk.available());
    }

    @Override
    public void close() {
        Inflaters.giveBack(inflater);
    }
}

package dev.pentimento.evaluation.crashes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The place that is currently judged, in a file. It is written with one call and not forced to the disk, because data
 * that the system has accepted survives the end of the process. The file keeps its length, so that a full disk does not
 * matter.
 */
final class MarkFile implements AutoCloseable {
    private static final int LENGTH = 64;
    private static final byte[] NOTHING = padded("");

    private final RandomAccessFile file;

    /** Creates the file if it does not exist. */
    MarkFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** The place at which the last process that used this file crashed. */
    Optional<Place> read() throws IOException {
        byte[] bytes = new byte[LENGTH];
        file.seek(0);
        int length = Math.max(0, file.read(bytes));
        return Place.of(new String(bytes, 0, length, US_ASCII));
    }

    void write(Place place) throws IOException {
        write(padded(place.text()));
    }

    void clear() throws IOException {
        write(NOTHING);
    }

    private void write(byte[] bytes) throws IOException {
        file.seek(0);
        file.write(bytes);
    }

    private static byte[] padded(String text) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        byte[] used = text.getBytes(US_ASCII);
        System.arraycopy(used, 0, bytes, 0, used.length);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

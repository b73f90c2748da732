package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an array, in memory or in a file. Several threads may read at once. */
sealed interface ArrayBytes {
    long size();

    /**
     * Fills {@code target} with the bytes from {@code from} on.
     *
     * @throws DatasetException naming the file if it cannot be read
     */
    void read(long from, byte[] target);

    /** All bytes, of which there must be few. */
    default byte[] all() {
        byte[] all = new byte[Math.toIntExact(size())];
        read(0, all);
        return all;
    }

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record InMemory(byte[] bytes) implements ArrayBytes {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long from, byte[] target) {
            System.arraycopy(bytes, Math.toIntExact(from), target, 0, target.length);
        }
    }

    /**
     * Bytes in a file.
     *
     * @param name for messages
     * @param file stays open as long as this object is in use; then the garbage collector closes it
     * @param at where they start in the file
     */
    record InFile(String name, FileChannel file, long at, long size) implements ArrayBytes {
        @Override
        public void read(long from, byte[] target) {
            ByteBuffer buffer = ByteBuffer.wrap(target);
            try {
                while (buffer.hasRemaining()) {
                    if (file.read(buffer, at + from + buffer.position()) < 0) {
                        throw new EOFException("the file has become shorter");
                    }
                }
            } catch (IOException e) {
                throw new DatasetException("cannot read " + name + ": " + e.getMessage(), e);
            }
        }
    }
}

package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Where arrays are held: small ones in memory, large ones on disk. Arrays that are stored uncompressed are read where they
 * are. Others are unpacked into a temporary file that has no name once it is open, so that the system frees
 * its space when this process ends, however it ends. (Windows deletes it then.)
 *
 * @param mostInMemory bytes of an array that is held in memory
 * @param folder where arrays are unpacked
 * @param notes receives a sentence before an array is unpacked
 */
record ArrayStore(long mostInMemory, Path folder, Consumer<String> notes) {
    /** An array is held in memory if it takes at most the heap divided by this number: a data set has several. */
    private static final int SHARE_OF_HEAP = 16;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;
    private static final int CHUNK = 1 << 20;

    /** The store of this process. */
    static ArrayStore standard(Consumer<String> notes) {
        return new ArrayStore(
                Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, Path.of(System.getProperty("java.io.tmpdir")), notes);
    }

    /** For arrays that come with this software. */
    static ArrayStore inMemory() {
        return new ArrayStore(LARGEST_ARRAY, Path.of(""), note -> {});
    }

    boolean isSmall(long size) {
        return size <= Math.min(mostInMemory, LARGEST_ARRAY);
    }

    /**
     * Reads an array from a stream that cannot be read again from its middle.
     *
     * @param name the file and the array's name in it, for messages
     * @return its bytes, fewer than {@code size} if the stream ends early
     */
    ArrayBytes read(String name, InputStream input, long size) throws IOException {
        return isSmall(size) ? new ArrayBytes.InMemory(input.readNBytes((int) size)) : unpack(name, input, size);
    }

    private ArrayBytes unpack(String name, InputStream input, long size) throws IOException {
        String amount = String.format(Locale.ROOT, "%,.1f GB", size / 1e9);
        FileChannel file;
        try {
            if (Files.getFileStore(folder).getUsableSpace() < size) {
                throw new IOException("there is too little space");
            }
            Path path = Files.createTempFile(folder, "pentimento-", ".unpacked");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new DatasetException(
                    name + " is compressed, and cannot be unpacked into " + folder + ", where it needs " + amount + ": "
                            + e.getMessage() + "; name another folder with"
                            + " PENTIMENTO_JAVA_OPTS=-Djava.io.tmpdir=FOLDER, or store the array uncompressed, as"
                            + " numpy.savez does",
                    e);
        }
        notes.accept(name + " is compressed: it is unpacked into " + folder + ", where it takes " + amount
                + " until this command ends");
        return new ArrayBytes.InFile(name, file, 0, copy(input, file, size));
    }

    private static long copy(InputStream input, FileChannel file, long size) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long copied = 0;
        while (copied < size) {
            int read = input.readNBytes(chunk, 0, (int) Math.min(CHUNK, size - copied));
            if (read == 0) {
                break;
            }
            for (ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read); bytes.hasRemaining(); ) {
                file.write(bytes);
            }
            copied += read;
        }
        return copied;
    }
}

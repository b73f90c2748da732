package dev.pentimento.evaluation.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * Detects whether a failure is caused by a full disk.
 *
 * @param directory on the disk; it need not exist yet
 */
public record DiskSpace(Path directory) {
    /** With less, RocksDB cannot even open a store. */
    private static final long LEAST_BYTES = 1 << 20;

    /**
     * Kafka Streams reports a folder that could not be created without the reason, so the free space is checked too.
     */
    public boolean lackingIn(Throwable failure) {
        return causes(failure).anyMatch(DiskSpace::saysSo)
                || (causes(failure).anyMatch(ProcessorStateException.class::isInstance) && free() < LEAST_BYTES);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static boolean saysSo(Throwable cause) {
        if (cause instanceof RocksDBException refused
                && refused.getStatus() != null
                && refused.getStatus().getSubCode() == Status.SubCode.NoSpace) {
            return true;
        }
        String message = String.valueOf(cause.getMessage());
        return (cause instanceof IOException || cause instanceof RocksDBException)
                && (message.contains("No space left on device")
                        || message.contains("Disk quota exceeded")
                        || message.contains("not enough space on the disk"));
    }

    /** Bytes that this process may still write; unlimited if the file system does not report it. */
    long free() {
        return ask(FileStore::getUsableSpace);
    }

    /** Size of the disk in bytes; unlimited if the file system does not report it. */
    long total() {
        return ask(FileStore::getTotalSpace);
    }

    private long ask(Question question) {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return question.bytes(Files.getFileStore(existing));
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    @FunctionalInterface
    private interface Question {
        long bytes(FileStore disk) throws IOException;
    }

    /** For operators. */
    public String sentence() {
        return "the disk of evaluation.state.dir is full: " + directory;
    }
}

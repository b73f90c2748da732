package dev.pentimento.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory in which a local stack stores its state. Only one process at a time can use it. The lock is held by the
 * operating system, so it is released when the process ends, even after a kill.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String EPHEMERAL = "pentimento-ephemeral-";
    private static final String LOCK = "lock";

    private final Path root;
    private final boolean ephemeral;
    private final FileChannel lockFile;

    private DataDirectory(Path root, boolean ephemeral, FileChannel lockFile) {
        this.root = root;
        this.ephemeral = ephemeral;
        this.lockFile = lockFile;
    }

    /** Opens a directory and keeps its contents. Creates it if it is missing. */
    public static DataDirectory at(Path root) {
        return open(root.toAbsolutePath().normalize(), false);
    }

    /** Opens a new directory that is deleted when it is closed, or by a later call if its process was killed. */
    public static DataDirectory ephemeral() {
        return ephemeral(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static DataDirectory ephemeral(Path folder) {
        try {
            deleteAbandoned(folder);
            return open(Files.createTempDirectory(folder, EPHEMERAL), true);
        } catch (IOException e) {
            throw new StackException("cannot create a temporary directory in " + folder, e);
        }
    }

    private static void deleteAbandoned(Path folder) throws IOException {
        try (DirectoryStream<Path> roots = Files.newDirectoryStream(folder, EPHEMERAL + "*")) {
            for (Path root : roots) {
                try (FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.WRITE)) {
                    // An empty lock file is that of a directory which another process is just opening.
                    if (channel.size() > 0 && locked(channel)) {
                        delete(root);
                    }
                } catch (IOException e) {
                    continue; // that of another user, or another process deletes it too
                }
            }
        }
    }

    private static DataDirectory open(Path root, boolean ephemeral) {
        Path file = root.resolve(LOCK);
        try {
            Files.createDirectories(root);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StackException("the data directory " + root + " is in use" + holder(file)
                        + "; stop that process, or choose another directory with --data-dir");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new DataDirectory(root, ephemeral, channel);
        } catch (IOException e) {
            throw new StackException("cannot use the data directory " + root, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file).strip();
        return pid.isEmpty() ? "" : " by process " + pid;
    }

    public Path root() {
        return root;
    }

    /** A directory inside this one. Creates it if it is missing. */
    public Path directory(String name) {
        Path directory = root.resolve(name);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StackException("cannot create the directory " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            if (ephemeral) {
                delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}

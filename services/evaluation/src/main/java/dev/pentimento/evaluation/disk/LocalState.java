package dev.pentimento.evaluation.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state that the stream's tasks keep on this machine's disk. Any of it may be deleted: processing is exactly once,
 * so the changelog topics hold the same state, and Kafka Streams restores a task that has none.
 *
 * <p>Kafka Streams detects some damage when it opens a store, some when it reads a value, and some never. A RocksDB
 * iterator stops at a damaged block as if there were no more entries, and a store without its file {@code CURRENT} may
 * be recreated empty. The files are therefore checked before the stream starts.
 *
 * <p>Only the process that holds the lock of the directory may call this.
 *
 * @param directory of the application, within {@code evaluation.state.dir}
 */
public record LocalState(Path directory) {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);
    private static final String TASK = "\\d+_\\d+";
    /** Used by releases before Kafka 4.3, which keeps the offsets in the store. */
    private static final String CHECKPOINT = ".checkpoint";

    private static final String STORES = "rocksdb";

    /**
     * Deletes the state of each task that has a damaged file. An interrupt stops the search.
     *
     * @return the number of tasks
     */
    public int discardDamaged() {
        int discarded = 0;
        for (Path task : tasks()) {
            Optional<String> damage = damage(task);
            if (damage.isPresent()) {
                discard(task, damage.get());
                discarded++;
            }
        }
        return discarded;
    }

    /**
     * Deletes the state of the task that a failure names; the state of all tasks if it names none.
     *
     * @param failure of an attempt to open the state
     */
    public void discardAfter(Throwable failure) {
        List<Path> all = tasks();
        String said = said(failure);
        List<Path> named = all.stream()
                .filter(task -> said.contains(task.toString() + "/")
                        || said.contains(task.toAbsolutePath() + "/")
                        || said.matches("(?s).*task '?" + task.getFileName() + "\\b.*"))
                .toList();
        (named.isEmpty() ? all : named).forEach(task -> discard(task, said));
    }

    private static String said(Throwable failure) {
        StringBuilder said = new StringBuilder();
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .forEach(cause -> said.append(cause.getMessage()).append(' '));
        return said.toString().strip();
    }

    private static void discard(Path task, String why) {
        LOG.warn(
                "the local state of task {} is damaged and is deleted; it is restored from its changelog topics: {}",
                task.getFileName(),
                why);
        try (Stream<Path> files = Files.walk(task)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the damaged state " + task, e);
        }
    }

    private List<Path> tasks() {
        return listed(directory).stream()
                .filter(path -> path.getFileName().toString().matches(TASK))
                .toList();
    }

    private static List<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> damage(Path task) {
        if (!Files.isDirectory(task)) {
            return Optional.of(task + " is no folder");
        }
        return Stream.concat(
                        listed(task).stream()
                                .filter(file -> file.getFileName().toString().equals(CHECKPOINT))
                                .filter(file -> !isCheckpoint(file))
                                .map(file -> Optional.of(file + " is damaged")),
                        listed(task.resolve(STORES)).stream().map(LocalState::damagedStore))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The layout of Kafka's checkpoints: version 0, number of entries, then topic, partition and offset of each. */
    private static boolean isCheckpoint(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            return lines.size() >= 2
                    && lines.get(0).equals("0")
                    && lines.get(1).equals("" + (lines.size() - 2))
                    && lines.subList(2, lines.size()).stream().allMatch(line -> line.matches("\\S+ \\d+ -?\\d+"));
        } catch (IOException e) { // also bytes that are not text
            return false;
        }
    }

    private static Optional<String> damagedStore(Path store) {
        Path current = store.resolve("CURRENT");
        List<Path> files = listed(store);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(current)) {
            return Optional.of(current + " is missing");
        }
        try (Options options = new Options()) {
            open(options, store.toString());
            for (Path file : files) {
                if (file.toString().endsWith(".sst") && !Thread.currentThread().isInterrupted()) {
                    verify(options, file);
                }
            }
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(store + ": " + e.getMessage());
        }
    }

    /** Reads the manifest, and the index of each file that it lists. */
    private static void open(Options options, String store) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = RocksDB.listColumnFamilies(options, store).stream()
                .map(ColumnFamilyDescriptor::new)
                .toList();
        if (families.isEmpty()) {
            throw new RocksDBException("the manifest cannot be read");
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try (DBOptions dbOptions = new DBOptions();
                RocksDB db = RocksDB.openReadOnly(dbOptions, store, families, handles)) {
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    private static void verify(Options options, Path file) throws RocksDBException {
        try (SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
        }
    }
}

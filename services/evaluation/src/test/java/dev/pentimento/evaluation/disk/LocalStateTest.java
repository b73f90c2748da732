package dev.pentimento.evaluation.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Two tasks with a store each, laid out as Kafka Streams does. */
class LocalStateTest {
    @TempDir
    Path directory;

    private LocalState state;

    private enum Damage {
        SST_ZEROED,
        SST_HALVED,
        SST_BLOCK_CHANGED,
        CURRENT_DELETED,
        CURRENT_EMPTY,
        MANIFEST_ZEROED,
        MANIFEST_DELETED,
        CHECKPOINT_ZEROED,
        CHECKPOINT_HALVED,
        TASK_IS_A_FILE
    }

    @BeforeEach
    void twoTasks() throws Exception {
        state = new LocalState(directory);
        task("0_0");
        task("1_2");
        Files.writeString(directory.resolve(".lock"), "");
        Files.writeString(directory.resolve("kafka-streams-process-metadata"), "{}");
    }

    private void task(String id) throws IOException, RocksDBException {
        Path store =
                Files.createDirectories(directory.resolve(id).resolve("rocksdb").resolve("images"));
        try (Options options = new Options().setCreateIfMissing(true);
                FlushOptions flush = new FlushOptions();
                RocksDB db = RocksDB.open(options, store.toString())) {
            for (int i = 0; i < 2_000; i++) {
                db.put(("key" + i).getBytes(StandardCharsets.UTF_8), new byte[50]);
            }
            db.flush(flush);
        }
        Files.writeString(directory.resolve(id).resolve(".checkpoint"), "0\n1\nevaluation-images-changelog 2 1999\n");
    }

    @Test
    void whatIsWholeStays() {
        assertThat(state.discardDamaged()).isZero();
        assertThat(directory.resolve("0_0")).exists();
        assertThat(directory.resolve("1_2")).exists();
    }

    @Test
    void withoutADirectoryThereIsNothingToDo() {
        assertThat(new LocalState(directory.resolve("none")).discardDamaged()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aTaskWithADamagedFileGoesAndTheOtherStays(Damage damage) throws IOException {
        apply(damage, directory.resolve("1_2"));

        assertThat(state.discardDamaged()).isEqualTo(1);
        assertThat(directory.resolve("1_2")).doesNotExist();
        assertThat(directory.resolve("0_0").resolve(".checkpoint")).exists();
        assertThat(state.discardDamaged()).isZero();
    }

    private static void apply(Damage damage, Path task) throws IOException {
        Path store = task.resolve("rocksdb").resolve("images");
        Path checkpoint = task.resolve(".checkpoint");
        switch (damage) {
            case SST_ZEROED -> Files.write(sst(store), new byte[(int) Files.size(sst(store))]);
            case SST_HALVED -> halve(sst(store));
            case SST_BLOCK_CHANGED -> {
                byte[] content = Files.readAllBytes(sst(store));
                content[100] ^= 0x55; // the first block, which opening the store does not read
                Files.write(sst(store), content);
            }
            case CURRENT_DELETED -> Files.delete(store.resolve("CURRENT"));
            case CURRENT_EMPTY -> Files.write(store.resolve("CURRENT"), new byte[0]);
            case MANIFEST_ZEROED -> Files.write(file(store, "MANIFEST-.*"), new byte[200]);
            case MANIFEST_DELETED -> Files.delete(file(store, "MANIFEST-.*"));
            case CHECKPOINT_ZEROED -> Files.write(checkpoint, new byte[30]);
            case CHECKPOINT_HALVED -> halve(checkpoint);
            case TASK_IS_A_FILE -> {
                delete(task);
                Files.writeString(task, "");
            }
        }
    }

    private static Path sst(Path store) throws IOException {
        return file(store, ".*\\.sst");
    }

    private static Path file(Path store, String name) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void halve(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length / 2));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aFailureTakesTheTaskThatItNames() {
        Path store = directory.resolve("1_2").resolve("rocksdb").resolve("images");
        state.discardAfter(new ProcessorStateException(
                "Error opening store images at location " + store, new RocksDBException("Corruption")));
        assertThat(directory.resolve("1_2")).doesNotExist();
        assertThat(directory.resolve("0_0")).exists();
    }

    @Test
    void aFailureMayNameTheTaskByItsNumber() {
        state.discardAfter(new ProcessorStateException("Error migrating checkpoint file for task '0_0'"));
        assertThat(directory.resolve("0_0")).doesNotExist();
        assertThat(directory.resolve("1_2")).exists();
    }

    @Test
    void aFailureThatNamesNoneTakesAllTasksAndNothingElse() throws IOException {
        state.discardAfter(new ProcessorStateException("Error loading checkpoint file"));
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()).toList())
                    .containsExactlyInAnyOrderElementsOf(List.of(".lock", "kafka-streams-process-metadata"));
        }
    }
}

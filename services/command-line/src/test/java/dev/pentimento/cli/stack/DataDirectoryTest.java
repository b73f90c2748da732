package dev.pentimento.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void isHeldByOneAtATime() {
        Path root = folder.resolve("data");
        try (DataDirectory first = DataDirectory.at(root)) {
            assertThatExceptionOfType(StackException.class)
                    .isThrownBy(() -> DataDirectory.at(root))
                    .withMessageContaining(first.root() + " is in use by process "
                            + ProcessHandle.current().pid());
        }
        try (DataDirectory second = DataDirectory.at(root)) {
            assertThat(second.root()).isDirectory();
        }
    }

    @Test
    void keepsItsContentUnlessItIsEphemeral() throws Exception {
        Path kept = fill(DataDirectory.at(folder));
        Path gone = fill(DataDirectory.ephemeral());

        assertThat(kept.resolve("kafka/file")).exists();
        assertThat(gone).doesNotExist();
    }

    @Test
    void whatAKilledProcessLeftBehindIsDeletedByTheNext() throws Exception {
        Path abandoned = Files.createDirectories(folder.resolve("pentimento-ephemeral-1/kafka"))
                .getParent();
        Files.writeString(abandoned.resolve("lock"), "4711");
        Path opening = Files.createDirectory(folder.resolve("pentimento-ephemeral-2"));
        Files.createFile(opening.resolve("lock"));
        Path kept = Files.createDirectory(folder.resolve("pentimento-data"));
        Files.writeString(kept.resolve("lock"), "4711");

        try (DataDirectory first = DataDirectory.ephemeral(folder);
                DataDirectory second = DataDirectory.ephemeral(folder)) {
            assertThat(abandoned).doesNotExist();
            assertThat(opening).exists();
            assertThat(kept).exists();
            assertThat(first.root()).exists().isNotEqualTo(second.root());
        }
    }

    @Test
    void saysWhatCannotBeUsed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> DataDirectory.at(file))
                .withMessage("cannot use the data directory " + file);
    }

    private static Path fill(DataDirectory data) throws Exception {
        try (data) {
            Files.createFile(data.directory("kafka").resolve("file"));
        }
        return data.root();
    }
}

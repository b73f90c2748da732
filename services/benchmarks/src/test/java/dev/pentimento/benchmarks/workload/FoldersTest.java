package dev.pentimento.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void aCopyHasEveryFileAndLeavesTheOriginalAlone() throws IOException {
        Path original = Files.createDirectories(folder.resolve("original/inner"));
        Files.writeString(original.resolve("file"), "content");

        Folders.copy(folder.resolve("original"), folder.resolve("copy"));
        Files.writeString(folder.resolve("copy/inner/file"), "changed");

        assertThat(original.resolve("file")).hasContent("content");
        assertThat(folder.resolve("copy/inner/file")).hasContent("changed");
    }

    @Test
    void aFolderIsDeletedWithItsContentAndAMissingOneIsNoError() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("data/inner")).resolve("file"), "content");

        Folders.delete(folder.resolve("data"));
        Folders.delete(folder.resolve("data"));

        assertThat(folder.resolve("data")).doesNotExist();
    }
}

package dev.pentimento.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, before it comes to build or run anything. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("").toAbsolutePath().resolve("../../pentimento").normalize();

    @TempDir
    Path folder;

    @Test
    void anOldJavaIsRefused() throws Exception {
        fakeJava("openjdk version \"11.0.2\" 2019-01-15");

        assertThat(run(LAUNCHER))
                .isEqualTo("pentimento: this is Java 11, but 17 or newer is needed;" + " set JAVA_HOME to one\n");
    }

    @Test
    void itIsFoundThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("pentimento"), LAUNCHER);
        fakeJava("java version \"1.8.0_392\"");

        assertThat(run(link)).contains("this is Java 1, ");
    }

    private void fakeJava(String version) throws Exception {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\ncat >&2 <<'END'\n" + version + "\nEND\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private String run(Path launcher) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--version").redirectErrorStream(true);
        builder.environment().putAll(Map.of("JAVA_HOME", folder.toString()));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return output;
    }
}

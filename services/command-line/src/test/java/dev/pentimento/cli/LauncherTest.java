package dev.pentimento.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code pentimento}: in the source tree, before it comes to build anything; in an unpacked archive, what it runs. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("").toAbsolutePath().resolve("../../pentimento").normalize();
    private static final String NEWER = "openjdk version \"25\" 2025-09-16";

    @TempDir
    Path folder;

    @Test
    void anOldJavaIsRefused() throws Exception {
        fakeJava("openjdk version \"11.0.2\" 2019-01-15");

        assertThat(fails(LAUNCHER, "JAVA_HOME", folder.toString()))
                .isEqualTo("pentimento: this is Java 11, but 17 or newer is needed; set JAVA_HOME to one\n");
    }

    @Test
    void itIsFoundThroughASymbolicLink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("pentimento"), LAUNCHER);
        fakeJava("java version \"1.8.0_392\"");

        assertThat(fails(link, "JAVA_HOME", folder.toString())).contains("this is Java 8, ");
    }

    @Test
    void anArchiveRunsFromAnyFolderAndThroughLinks() throws Exception {
        Path archive = archive("my archive");
        Path java = fakeJava(NEWER);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("second"));
        Files.createSymbolicLink(folder.resolve("second"), archive.resolve("bin/pentimento"));

        for (Path launcher : List.of(archive.resolve("pentimento"), archive.resolve("bin/pentimento"), link)) {
            assertThat(succeeds(launcher, "JAVA_HOME", folder.toString()))
                    .as("what %s runs", launcher)
                    .contains("-cp\n" + archive.toRealPath().resolve("lib") + "/*\n")
                    .endsWith("dev.pentimento.cli.Pentimento\n--version\n");
        }
        assertThat(succeeds(link, "PATH", java.getParent() + ":" + System.getenv("PATH")))
                .contains("-cp\n" + archive.toRealPath().resolve("lib") + "/*\n");
    }

    @Test
    void anArchiveUsesItsOwnNativeLibrary() throws Exception {
        Path archive = archive("archive");
        Path library = Files.createDirectories(archive.resolve("native").resolve(platform()));
        fakeJava(NEWER);

        assertThat(succeeds(archive.resolve("pentimento"), "JAVA_HOME", folder.toString()))
                .startsWith("PYTORCH_LIBRARY_PATH=" + library.toRealPath() + "\n");
    }

    @Test
    void namesOfFilesAreReadInUtf8InEveryLocale() throws Exception {
        Path archive = archive("archive");
        fakeJava(NEWER);

        assertThat(run(
                        0,
                        archive.resolve("pentimento"),
                        Map.of("LC_ALL", "C", "JAVA_HOME", folder.toString()),
                        "--version"))
                .contains("\nLC_ALL=C.UTF-8\n");
        assertThat(run(
                        0,
                        archive.resolve("pentimento"),
                        Map.of("LC_ALL", "C.utf8", "JAVA_HOME", folder.toString()),
                        "--version"))
                .contains("\nLC_ALL=C.utf8\n");
    }

    @Test
    void anArchiveOfAnotherPlatformSaysSo() throws Exception {
        Path archive = archive("archive");
        Files.createDirectories(archive.resolve("native/plan9-mips"));
        fakeJava(NEWER);

        assertThat(fails(archive.resolve("pentimento"), "JAVA_HOME", folder.toString()))
                .isEqualTo("pentimento: this archive is for plan9-mips, but this machine is " + platform()
                        + "; use its archive, or the one without natives\n");
    }

    @Test
    void aCopyOfTheScriptAloneSaysWhatToDo() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("tools")).resolve("pentimento");
        Files.copy(LAUNCHER, copy, StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(fails(copy, "JAVA_HOME", folder.toString()))
                .isEqualTo("pentimento: this is neither a source tree nor an unpacked archive;"
                        + " link to this script, do not copy it\n");
    }

    @Test
    void aMissingJavaIsNamed() throws Exception {
        Path archive = archive("archive");
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of("bash", "dirname", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }

        assertThat(fails(archive.resolve("pentimento"), "PATH", tools.toString()))
                .isEqualTo("pentimento: Java was not found; install a Java runtime, 17 or newer, or set JAVA_HOME\n");
        assertThat(fails(archive.resolve("pentimento"), "JAVA_HOME", "/nowhere"))
                .isEqualTo("pentimento: JAVA_HOME is /nowhere, but there is no bin/java in it;"
                        + " set it to a Java runtime, 17 or newer\n");
    }

    @Test
    void classesOfAnEarlierStartAreSharedUntilAJarChanges() throws Exception {
        Path archive = archive("archive");
        Path java = fakeJava(NEWER);

        Path written = classes("-XX:ArchiveClassesAtExit=", started(archive, java, "up"));
        for (String other : List.of("--version", "demo")) { // a demo is short, and writing takes seconds
            assertThat(started(archive, java, other)).doesNotContain("ArchiveClassesAtExit", "SharedArchiveFile");
        }

        Files.write(written, new byte[4_096]); // Java was killed while it wrote
        assertThat(classes("-XX:ArchiveClassesAtExit=", started(archive, java, "up")))
                .isEqualTo(written);

        Files.writeString(written, "classes");
        assertThat(classes("-XX:SharedArchiveFile=", started(archive, java, "up")))
                .isEqualTo(written);
        assertThat(classes("-XX:SharedArchiveFile=", started(archive, java, "--version")))
                .isEqualTo(written);

        Files.writeString(archive.resolve("lib/pentimento-command-line-1.0.0.jar"), "another build");
        assertThat(classes("-XX:ArchiveClassesAtExit=", started(archive, java, "up")))
                .isNotEqualTo(written);
        assertThat(written)
                .as("file of the other build, which may be used again")
                .exists();
    }

    @Test
    void withoutAFolderToWriteToNoClassesAreShared() throws Exception {
        Path archive = archive("archive");
        Path java = fakeJava(NEWER);
        Files.createFile(folder.resolve("cache")); // not a folder

        assertThat(started(archive, java, "up")).doesNotContain("ArchiveClassesAtExit", "SharedArchiveFile");
    }

    /** What the script runs. */
    private String started(Path archive, Path java, String command) throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", java.getParent().getParent().toString(),
                "XDG_CACHE_HOME", folder.resolve("cache").toString());
        return run(0, archive.resolve("pentimento"), environment, command);
    }

    private static Path classes(String option, String started) {
        assertThat(started).contains(option);
        return Path.of(started.lines()
                .filter(line -> line.startsWith(option))
                .findFirst()
                .orElseThrow()
                .substring(option.length()));
    }

    /** What an unpacked archive has, as far as the script cares. */
    private Path archive(String name) throws Exception {
        Path archive = folder.resolve(name);
        Files.createFile(Files.createDirectories(archive.resolve("lib")).resolve("pentimento-command-line-1.0.0.jar"));
        Files.createDirectories(archive.resolve("bin"));
        Files.copy(LAUNCHER, archive.resolve("pentimento"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(LAUNCHER, archive.resolve("bin/pentimento"), StandardCopyOption.COPY_ATTRIBUTES);
        return archive;
    }

    /** A Java that tells its version, and otherwise what it was asked to run. */
    private Path fakeJava(String version) throws Exception {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo '%s' >&2; exit; fi
                echo "PYTORCH_LIBRARY_PATH=$PYTORCH_LIBRARY_PATH"
                echo "LC_ALL=$LC_ALL"
                printf '%%s\\n' "$@"
                """.formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private static String platform() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "echo $(uname -s | tr A-Z a-z)-$(uname -m)").start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private String fails(Path launcher, String variable, String value) throws Exception {
        return run(1, launcher, variable, value);
    }

    private String succeeds(Path launcher, String variable, String value) throws Exception {
        return run(0, launcher, variable, value);
    }

    private String run(int exitCode, Path launcher, String variable, String value) throws Exception {
        return run(exitCode, launcher, Map.of(variable, value), "--version");
    }

    private String run(int exitCode, Path launcher, Map<String, String> environment, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), command)
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "PYTORCH_LIBRARY_PATH", "PENTIMENTO_JAVA_OPTS"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("unused").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }
}

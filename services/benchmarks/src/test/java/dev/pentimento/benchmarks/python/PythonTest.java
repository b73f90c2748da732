package dev.pentimento.benchmarks.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell in the place of Python, which every machine that runs the tests has. */
class PythonTest {
    private static final String SHELL = "/bin/sh";

    @TempDir
    Path folder;

    @Test
    void aMissingInterpreterIsNamed() throws InterruptedException {
        assertThat(new Python(folder.resolve("none").toString()).missing(List.of("torch")))
                .contains(folder.resolve("none") + " cannot be run; --python names another one");
    }

    @Test
    void aMissingModuleIsNamedWithThePackagesToInstall() throws InterruptedException {
        assertThat(new Python(SHELL).missing(List.of("no_such_module")).orElseThrow())
                .startsWith(SHELL + " has no module no_such_module (on Debian: apt install python3-confluent-kafka");
    }

    @Test
    void theOutputOfAScriptIsWhatItPrintsAndAFailureIsNoOutput() throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Python shell = new Python(SHELL);

        Files.writeString(script, "echo \"$1, one thread: $OMP_NUM_THREADS, $MKL_CBWR\"");
        assertThat(Python.output(shell.start(script, List.of("hello")))).isEqualTo("hello, one thread: 1, \n");

        Files.writeString(script, "echo half; exit 1");
        assertThatThrownBy(() -> Python.output(shell.start(script, List.of())))
                .hasMessage("a Python script failed, see above");
    }
}

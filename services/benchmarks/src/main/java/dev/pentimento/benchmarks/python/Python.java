package dev.pentimento.benchmarks.python;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs Python scripts. The user names the interpreter: there may be several, with different packages. */
public final class Python {
    private static final String PACKAGES =
            "on Debian: apt install python3-confluent-kafka python3-torch python3-torchvision python3-pil";

    private final String interpreter;

    public Python(String interpreter) {
        this.interpreter = interpreter;
    }

    /** What is missing and how to get it, as a sentence; empty if nothing is missing. */
    public Optional<String> missing(List<String> modules) throws InterruptedException {
        try {
            for (String module : modules) {
                Process process = new ProcessBuilder(interpreter, "-c", "import " + module)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start();
                if (process.waitFor() != 0) {
                    return Optional.of(interpreter + " has no module " + module + " (" + PACKAGES
                            + "; --python names another one)");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(interpreter + " cannot be run; --python names another one");
        }
    }

    /** Copies a script beside a class from the class path into a folder. */
    public Path script(Class<?> beside, String name, Path folder) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream content = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            Files.write(script, content.readAllBytes());
        }
        return script;
    }

    /** Starts a script. Its errors go to this process's errors. */
    public Process start(Path script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(interpreter, script.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        // Set by the launcher for the same seed to give the same version; another program would not set it.
        builder.environment().remove("MKL_CBWR");
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** What the script prints, once it has ended. */
    public static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("a Python script failed, see above");
        }
        return output;
    }
}

package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command {@code pentimento} in a process of its own, with the class path of the tests. */
final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a script would see. */
    record Result(int exitCode, String out, String err) {}

    static CommandProcess start(Map<String, String> environment, String... arguments) {
        return start(JavaCommand.pentimento(List.of("-Xmx1g"), environment, List.of(arguments)));
    }

    /** @param launcher the script of another release; empty: the classes of this one */
    static CommandProcess start(List<String> launcher, Map<String, String> environment, String... arguments) {
        if (launcher.isEmpty()) {
            return start(environment, arguments);
        }
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(launcher.stream(), Stream.of(arguments)).toList());
        builder.environment().keySet().removeIf(name -> name.startsWith("PENTIMENTO_"));
        builder.environment().putAll(environment);
        return start(builder);
    }

    private static CommandProcess start(ProcessBuilder builder) {
        try {
            Path out = Files.createTempFile("pentimento", ".out");
            Path err = Files.createTempFile("pentimento", ".err");
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            return new CommandProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    static Result run(Map<String, String> environment, String... arguments) {
        try (CommandProcess command = start(environment, arguments)) {
            return command.result();
        }
    }

    Process process() {
        return process;
    }

    Result result() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("whether it ends; so far it said: %s%s", out(), err())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return new Result(process.exitValue(), out(), err());
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

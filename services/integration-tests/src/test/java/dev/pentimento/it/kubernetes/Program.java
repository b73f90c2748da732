package dev.pentimento.it.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this machine. */
record Program(String name) {
    private static final long MINUTES = 5;

    /** What it did. */
    record Result(int exitCode, String out, String err) {}

    /** Whether it is there, and does that. */
    boolean can(String... arguments) {
        try {
            return result(List.of(arguments)).exitCode() == 0;
        } catch (UncheckedIOException e) {
            return false; // it is not there
        }
    }

    /** What it prints, without the end of the last line. */
    String run(String... arguments) {
        return run(List.of(arguments));
    }

    String run(List<String> arguments) {
        Result result = result(arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError(name + " " + String.join(" ", arguments) + ": " + result.err() + result.out());
        }
        return result.out().strip();
    }

    Result result(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).start();
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return new Result(process.exitValue(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.SystemLauncher.ServiceProcess;
import dev.pentimento.platform.settings.Settings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A service in a Java process on this machine, with the options of this one. */
final class LocalProcess implements ServiceProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** By name: {@code Pentimento} knows this package, so this package must not know it. */
    private static final String MAIN = "dev.pentimento.cli.MeasuredService";

    private static final int SECONDS_TO_ANSWER = 60;
    private static final int SECONDS_TO_STOP = 30;
    private static final int SHOWN = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private LocalProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts it. Its settings are in its environment, which no other user of the machine can read.
     *
     * @param folder for its log
     */
    static LocalProcess start(String service, Settings settings, Path folder) throws IOException {
        Path log = Files.createDirectories(folder).resolve("service.log");
        ProcessBuilder builder =
                new ProcessBuilder(BenchmarkProcess.java(MAIN, List.of(service))).redirectError(log.toFile());
        builder.environment().remove("PENTIMENTO_CONFIG"); // the benchmark does not read it either
        builder.environment().putAll(settings.asEnvironment());
        return new LocalProcess(service, builder.start(), log);
    }

    @Override
    public long processorNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public MemoryUse memory() throws IOException {
        @Nullable String answer;
        try {
            questions.write("memory\n");
            questions.flush();
            answer = CompletableFuture.supplyAsync(this::line).get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException e) {
            throw ended(); // nobody reads the question, or answers it
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the service " + name + " does not answer within " + SECONDS_TO_ANSWER + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the service " + name + " answers");
        }
        if (answer == null) {
            throw ended();
        }
        return JSON.readValue(answer, MemoryUse.class);
    }

    private @Nullable String line() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void requireRunning() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    private IllegalStateException ended() {
        try {
            List<String> lines = Files.readAllLines(log);
            String end = String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
            return new IllegalStateException("the service " + name + " has ended; the end of its log:\n" + end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

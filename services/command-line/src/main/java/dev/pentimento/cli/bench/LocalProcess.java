package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.SystemLauncher.ServiceProcess;
import dev.pentimento.platform.settings.Settings;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A service in a Java process on this machine, with the options of this one. */
final class LocalProcess implements ServiceProcess {
    private static final ObjectMapper JSON = new ObjectMapper();
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

    /** @param folder for its settings and its log */
    static LocalProcess start(String service, Settings settings, Path folder) throws IOException {
        Path config = Files.createDirectories(folder).resolve("service.properties");
        Properties properties = new Properties();
        properties.putAll(settings.asMap());
        try (Writer writer = Files.newBufferedWriter(config, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        }
        Path log = folder.resolve("service.log");
        ProcessBuilder builder = new ProcessBuilder(
                        BenchmarkProcess.java(MeasuredService.class, List.of(service, "--config", config.toString())))
                .redirectError(log.toFile());
        settings.asMap().keySet().stream().map(LocalProcess::variable).forEach(builder.environment()::remove);
        return new LocalProcess(service, builder.start(), log);
    }

    /** The environment would override the file. */
    private static String variable(String setting) {
        return "PENTIMENTO_" + setting.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public long processorNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    @Override
    public MemoryUse memory() throws IOException {
        String answer;
        try {
            questions.write("memory\n");
            questions.flush();
            answer = answers.readLine();
        } catch (IOException e) {
            throw ended(); // nobody reads the question
        }
        if (answer == null) {
            throw ended();
        }
        return JSON.readValue(answer, MemoryUse.class);
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

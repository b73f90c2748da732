package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.BenchmarkOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What one process does; passed to it as a file.
 *
 * @param benchmark its name
 * @param step what to do
 * @param shared folder that every process sees
 * @param own folder of this process
 */
record BenchmarkJob(String benchmark, Step step, String shared, String own, BenchmarkOptions options) {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Step {
        PREPARE,
        RUN
    }

    static BenchmarkJob read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), BenchmarkJob.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}

package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.report.BenchmarkReport;
import dev.pentimento.benchmarks.report.Machine;
import dev.pentimento.benchmarks.report.Summary;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.cli.bench.BenchmarkJob.Step;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.cli.process.StopSignal;
import dev.pentimento.cli.process.TerminalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pentimento bench}. */
@Command(
        name = "bench",
        description = {
            "Measures this system against the work that cannot be avoided, and against a Python consumer. Every ratio is"
                    + " within one run; each run is a new process.",
            "Run it on a machine that does nothing else."
        })
public final class BenchCommand extends TerminalCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "BENCHMARK",
            defaultValue = "all",
            description =
                    "Which benchmarks: throughput, latency, swap, stages, start, growth, memory, training, pieces,"
                            + " large-thesis, large-mobilenet, large-mobilenet-onnx, large-densenet, or all. Default: ${DEFAULT-VALUE}.")
    private List<String> names = List.of();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Number of runs of each benchmark. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Mixin
    private final WorkOptions work = new WorkOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the report to FILE, with the figures of each run.")
    private @Nullable Path json;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Folder for the data, about a gigabyte; it must be new or empty, and is deleted at the end."
                    + " Default: a temporary folder.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        if (runs < 1) {
            throw new UsageException("--runs must be positive: " + runs);
        }
        LogSettings.tellOnlyProblems();
        List<Benchmark> benchmarks = Benchmarks.named(names);
        BenchmarkOptions options = work.options();
        Thread command = Thread.currentThread();
        try (StopSignal stop = StopSignal.listen()) {
            stop.onRequest(command::interrupt);
            BenchmarkReport report = measure(benchmarks, options);
            report.print(terminal.out());
            write(report);
        }
        return 0;
    }

    private BenchmarkReport measure(List<Benchmark> benchmarks, BenchmarkOptions options)
            throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Machine machine = Machine.ofThisProcess();
        Path data = data();
        try {
            List<Summary> summaries = new ArrayList<>();
            for (Benchmark benchmark : benchmarks) {
                summaries.add(Summary.of(benchmark.name(), run(benchmark, options, data)));
            }
            return BenchmarkReport.of(spec.version()[0], begin, machine, runs, options, summaries);
        } finally {
            Folders.delete(data);
        }
    }

    private Path data() throws IOException {
        if (folder == null) {
            return Files.createTempDirectory("pentimento-bench-");
        }
        try (Stream<Path> content = Files.list(Files.createDirectories(folder))) {
            if (content.findAny().isPresent()) {
                throw new UsageException("--work-dir must be new or empty: " + folder);
            }
        }
        return folder;
    }

    private List<Figures> run(Benchmark benchmark, BenchmarkOptions options, Path data)
            throws IOException, InterruptedException {
        terminal.note(benchmark.name() + ": " + benchmark.description());
        terminal.note(benchmark.name() + ": preparing");
        step(benchmark, Step.PREPARE, options, data);
        List<Figures> figures = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            terminal.note(benchmark.name() + ": run " + run + " of " + runs);
            figures.add(step(benchmark, Step.RUN, options, data));
        }
        return figures;
    }

    private static Figures step(Benchmark benchmark, Step step, BenchmarkOptions options, Path data)
            throws IOException, InterruptedException {
        return BenchmarkProcess.run(new BenchmarkJob(
                benchmark.name(),
                step,
                data.resolve("shared").toString(),
                data.resolve("run").toString(),
                options));
    }

    private void write(BenchmarkReport report) throws IOException {
        if (json != null) {
            Files.write(
                    json,
                    new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsBytes(report));
        }
    }
}

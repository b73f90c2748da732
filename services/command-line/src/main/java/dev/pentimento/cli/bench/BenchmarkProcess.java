package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.cli.bench.BenchmarkJob.Step;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of a benchmark, in a Java virtual machine of its own with the options of this one. */
public final class BenchmarkProcess {
    private static final Logger LOG = LoggerFactory.getLogger(BenchmarkProcess.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOB = "job.json";
    private static final String FIGURES = "figures.json";

    private BenchmarkProcess() {}

    /**
     * Runs the job in a new process, and deletes its folder.
     *
     * @return the figures; none for a preparation
     * @throws IllegalStateException if the process failed, which has then printed why
     */
    static Figures run(BenchmarkJob job) throws IOException, InterruptedException {
        Path own = Files.createDirectories(Path.of(job.own()));
        Files.createDirectories(Path.of(job.shared()));
        job.write(own.resolve(JOB));
        Process process = new ProcessBuilder(java(BenchmarkProcess.class, List.of(own.toString())))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("the benchmark " + job.benchmark() + " failed, see above");
            }
            return job.step() == Step.PREPARE
                    ? new Figures(List.of(), List.of())
                    : JSON.readValue(own.resolve(FIGURES).toFile(), Figures.class);
        } finally {
            process.destroyForcibly().onExit().join();
            Folders.delete(own);
        }
    }

    /** The command line of a Java process like this one. */
    static List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** @param arguments the process's folder */
    public static void main(String[] arguments) {
        LogSettings.silenceOtherLoggers();
        LogSettings.expectBrokerToComeAndGo();
        LogSettings.tellOnlyProblems();
        int code = 0;
        try {
            work(Path.of(arguments[0]));
        } catch (Exception | LinkageError e) {
            LOG.error("the benchmark failed", e);
            code = 1;
        }
        System.exit(code); // parts that failed to stop must not keep the process
    }

    private static void work(Path own) throws Exception {
        BenchmarkJob job = BenchmarkJob.read(own.resolve(JOB));
        Benchmark benchmark = Benchmarks.named(List.of(job.benchmark())).get(0);
        Workbench bench = new Workbench(
                job.options(), new LocalLauncher(), Settings.load(null, System.getenv()), Path.of(job.shared()), own);
        if (job.step() == Step.PREPARE) {
            benchmark.prepare(bench);
        } else {
            JSON.writeValue(own.resolve(FIGURES).toFile(), benchmark.run(bench));
        }
    }
}

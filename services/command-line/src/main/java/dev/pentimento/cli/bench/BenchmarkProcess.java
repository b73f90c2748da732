package dev.pentimento.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.cli.bench.BenchmarkJob.Step;
import dev.pentimento.cli.process.FailureSentence;
import dev.pentimento.cli.process.LogSettings;
import dev.pentimento.platform.settings.Settings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One step of a benchmark, in a Java virtual machine of its own with the options of this one. */
public final class BenchmarkProcess {
    private static final String VERBOSE = "--verbose";
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
        List<String> arguments = LogSettings.isVerbose() ? List.of(own.toString(), VERBOSE) : List.of(own.toString());
        Process process = new ProcessBuilder(java(BenchmarkProcess.class.getName(), arguments))
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
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList(); // before the process ends: it then has no descendants
            kill(all);
            Folders.delete(own);
        }
    }

    /** Returns when they have ended, so nobody writes to their folders any more. */
    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(each -> each.onExit().join());
    }

    /** The command line of a Java process like this one. */
    static List<String> java(String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return command;
    }

    /** @param arguments the process's folder; then {@code --verbose}, if stack traces are wanted */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains(VERBOSE)) {
            LogSettings.beVerbose();
        }
        // Ctrl+C ends this process, too: what it has started ends first, for the command then deletes the folder.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> kill(ProcessHandle.current().descendants().toList()), "bench-processes"));
        LogSettings.silenceOtherLoggers();
        LogSettings.expectBrokerToComeAndGo();
        LogSettings.tellOnlyProblems();
        int code = 0;
        try {
            work(Path.of(arguments[0]));
        } catch (Exception | LinkageError e) {
            System.err.println("pentimento: " + explained(e));
            if (LogSettings.isVerbose()) {
                e.printStackTrace();
            }
            code = 1;
        }
        System.exit(code); // parts that failed to stop must not keep the process
    }

    /** A message of several lines contains the end of a log, whose lines stay as they are. */
    static String explained(Throwable failure) {
        String message = failure.getMessage();
        return message != null && message.contains("\n") ? message : FailureSentence.of(failure);
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

package dev.pentimento.benchmarks.start;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.benchmarks.workload.StoredVersion;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code up} does on data that already has a champion: from the start of the Java process to the first committed
 * prediction for an image that is sent as soon as the system accepts one.
 */
public final class StartBenchmark implements Benchmark {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double BYTES = 1 << 20;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "from the start of the process, with a champion in the log, to the first prediction; memory then";
    }

    @Override
    public void prepare(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        Path data = data(bench.shared());
        Folders.delete(data);
        Files.createDirectories(data);
        firstPrediction(bench, data, workload, 0, true);
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        long begin = System.nanoTime();
        Workload workload = FashionWorkload.of(bench);
        Path data = data(bench.own());
        Folders.copy(data(bench.shared()), data);
        long copied = System.nanoTime() - begin;
        Moment first = firstPrediction(bench, data, workload, 1, false);
        return new Figures.Builder()
                // Java's own start belongs to it; copying the data does not.
                .add("to the first prediction", Unit.SECONDS, first.uptimeSeconds() - copied / 1e9)
                .add("processor time until then, with the copying", Unit.SECONDS, first.cpuSeconds())
                .add("heap then, with garbage", Unit.MEBIBYTES, first.heap())
                .add("resident memory then", Unit.MEBIBYTES, first.resident())
                .build();
    }

    /** The state of the process at the first prediction; memory in MiB. */
    private record Moment(double uptimeSeconds, double cpuSeconds, double heap, double resident) {
        static Moment now() {
            MemoryUse memory = MemoryUse.ofThisProcess();
            return new Moment(
                    ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
                    ProcessorTime.nanos() / 1e9,
                    memory.heapUsed() / BYTES,
                    memory.resident() / BYTES);
        }
    }

    private static Moment firstPrediction(Workbench bench, Path data, Workload workload, int number, boolean submit) {
        try (RunningSystem system = bench.launcher().withBroker(data, bench.settings());
                CommittedPredictions predictions = new CommittedPredictions(system.context());
                WaitingImages camera = WaitingImages.oneByOne(system.context(), workload)) {
            if (submit) {
                StoredVersion.submit(workload.version(), system.context());
            }
            camera.send(number);
            camera.flush();
            await(system, predictions, number);
            return Moment.now();
        }
    }

    private static void await(RunningSystem system, CommittedPredictions predictions, int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean[] seen = new boolean[1];
        while (!seen[0]) {
            predictions.poll(each -> seen[0] |= each == number);
            system.requireHealthy();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no prediction within " + PATIENCE.toSeconds() + " s; "
                        + system.context().health().notReady());
            }
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("start");
    }
}

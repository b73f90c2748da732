package dev.pentimento.benchmarks.memory;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.MemoryUse;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.deployment.Deployment;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.Workload;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The memory of each service in a process of its own, after a stream of images: as it is usual, and with more to hold. */
public final class MemoryBenchmark implements Benchmark {
    private static final int SHARE = 3;
    private static final double MEBIBYTE = 1 << 20;

    private static final List<Load> LOADS = List.of(
            new Load("10 classes", 10, 0), new Load("3 candidates", 10, 3), new Load("1,000 classes", 1_000, 0));

    /** What the services hold. */
    private record Load(String title, int classes, int candidates) {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "memory of each service in a process of its own, after a stream of 28×28 PNG; with 10 and 1,000 classes, and"
                + " with 3 candidates";
    }

    @Override
    public void prepare(Workbench bench) {
        LOADS.forEach(load -> FashionWorkload.of(bench, load.classes()));
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Figures.Builder figures = new Figures.Builder();
        for (Load load : LOADS) {
            measure(bench, load, figures);
        }
        return figures.build();
    }

    private static void measure(Workbench bench, Load load, Figures.Builder figures)
            throws IOException, InterruptedException {
        Workload workload = FashionWorkload.of(bench, load.classes());
        int images = Math.max(3, bench.options().images() / SHARE);
        try (Deployment deployment = Deployment.start(bench, load.title(), 1, Map.of())) {
            deployment.judged(bench, workload, images, load.candidates(), count -> {});
            deployment.memory().forEach((service, use) -> add(load.title() + ", " + service, use, figures));
        }
    }

    private static void add(String title, MemoryUse use, Figures.Builder figures) {
        figures.add(title + ": heap after a collection", Unit.MEBIBYTES, use.heapUsed() / MEBIBYTE)
                .add(title + ": classes and compiled code, committed", Unit.MEBIBYTES, use.code() / MEBIBYTE);
        if (use.resident() == 0) {
            figures.missing(title + ": native and resident memory: only Linux reports it");
            return;
        }
        figures.add(title + ": native, at least", Unit.MEBIBYTES, use.leastNative() / MEBIBYTE)
                .add(title + ": peak resident memory", Unit.MEBIBYTES, use.peakResident() / MEBIBYTE);
    }
}

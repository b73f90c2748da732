package dev.pentimento.cli.bench;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.growth.GrowthBenchmark;
import dev.pentimento.benchmarks.latency.LatencyBenchmark;
import dev.pentimento.benchmarks.latency.SwapBenchmark;
import dev.pentimento.benchmarks.memory.MemoryBenchmark;
import dev.pentimento.benchmarks.pieces.PiecesBenchmark;
import dev.pentimento.benchmarks.stages.StagesBenchmark;
import dev.pentimento.benchmarks.start.StartBenchmark;
import dev.pentimento.benchmarks.throughput.LargeImagesBenchmark;
import dev.pentimento.benchmarks.throughput.ThroughputBenchmark;
import dev.pentimento.benchmarks.training.TrainingBenchmark;
import dev.pentimento.benchmarks.workload.LargeNetwork;
import dev.pentimento.cli.options.UsageException;
import java.util.List;

/** The benchmarks, by name. */
final class Benchmarks {
    private static final String ALL = "all";
    private static final List<Benchmark> BENCHMARKS = List.of(
            new ThroughputBenchmark(),
            new LatencyBenchmark(),
            new SwapBenchmark(),
            new StagesBenchmark(),
            new StartBenchmark(),
            new GrowthBenchmark(),
            new MemoryBenchmark(),
            new TrainingBenchmark(),
            new PiecesBenchmark(),
            new LargeImagesBenchmark(LargeNetwork.THESIS),
            new LargeImagesBenchmark(LargeNetwork.MOBILENET),
            new LargeImagesBenchmark(LargeNetwork.MOBILENET_ONNX),
            new LargeImagesBenchmark(LargeNetwork.DENSENET));

    private Benchmarks() {}

    /** The benchmarks of these names, in the usual order; {@code all} for all of them. */
    static List<Benchmark> named(List<String> names) {
        for (String name : names) {
            if (!name.equals(ALL)
                    && BENCHMARKS.stream().noneMatch(each -> each.name().equals(name))) {
                throw new UsageException("unknown benchmark '" + name + "'; it must be one of "
                        + String.join(
                                ", ", BENCHMARKS.stream().map(Benchmark::name).toList()) + ", " + ALL);
            }
        }
        return BENCHMARKS.stream()
                .filter(each -> names.contains(ALL) || names.contains(each.name()))
                .toList();
    }
}

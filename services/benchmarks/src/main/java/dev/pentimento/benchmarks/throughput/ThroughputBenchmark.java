package dev.pentimento.benchmarks.throughput;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.peer.PeerMeasurement;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.Speed;
import dev.pentimento.benchmarks.workload.Workload;
import java.util.List;

/**
 * Images that wait in the topic, until their predictions and quality are committed. Broker, registry and all services
 * share the cores. Beside it, in the same run, the bare model and the Python consumer.
 */
public final class ThroughputBenchmark implements Benchmark {
    private static final List<Integer> BATCHES = List.of(256);

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String description() {
        return "28×28 PNG, from images that wait in the topic to committed predictions and quality, against the bare"
                + " model and a Python consumer";
    }

    @Override
    public void prepare(Workbench bench) throws Exception {
        stream(bench).prepare(FashionWorkload.of(bench), bench.options().peer());
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        Figures.Builder figures = new Figures.Builder();
        StreamMeasurement stream = stream(bench);
        try (Broker broker = stream.broker()) {
            Speed steady = stream.measure(broker, workload, figures);
            if (bench.options().peer()) {
                new PeerMeasurement(bench, broker.bootstrapServers(), workload).measure(steady, figures);
            }
        }
        return figures.build();
    }

    private static StreamMeasurement stream(Workbench bench) {
        BenchmarkOptions options = bench.options();
        return new StreamMeasurement(bench, "waiting-28x28", options.images(), options.cold(), BATCHES);
    }
}

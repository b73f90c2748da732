package dev.pentimento.benchmarks.latency;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.StoredVersion;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.List;

/**
 * The time from when an image is due at the camera until a reader of committed records has its prediction, exactly once,
 * at fixed shares of the rate that this run can sustain. Beside it, the same for a record that nobody processes.
 */
public final class LatencyBenchmark implements Benchmark {
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final double QUIET_STREAM = 300;
    private static final List<Double> SHARES = List.of(0.2, 0.5, 0.8);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String description() {
        return "28×28 PNG, from image to committed prediction, at 300 images/s and at 20, 50 and 80 % of the steady rate";
    }

    @Override
    public void prepare(Workbench bench) {
        FashionWorkload.of(bench);
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        Figures.Builder figures = new Figures.Builder();
        try (RunningSystem system = bench.system();
                WaitingImages images = WaitingImages.oneByOne(system.context(), workload);
                CommittedPredictions predictions = new CommittedPredictions(system.context());
                NoiseLoop noise = new NoiseLoop(system.context())) {
            StoredVersion.submit(workload.version(), system.context());
            Camera camera = new Camera(system, images, predictions);
            double steady = camera.backlog(bench.options().images());
            figures.add("steady rate", Unit.IMAGES_PER_SECOND, steady);
            measure("300 images/s", QUIET_STREAM, camera, noise, figures);
            for (double share : SHARES) {
                measure(Math.round(100 * share) + " % of the steady rate", share * steady, camera, noise, figures);
            }
        }
        return figures.build();
    }

    private static void measure(String title, double perSecond, Camera camera, NoiseLoop noise, Figures.Builder figures)
            throws InterruptedException {
        int count = (int) Math.ceil(perSecond * TIME.toSeconds());
        add(title, camera.at(new OpenLoop(perSecond, count), () -> {}), figures);
        figures.add(
                title + ", p99, broker only",
                Unit.MILLISECONDS,
                noise.at(new OpenLoop(perSecond, count)).percentileMillis(0.99));
    }

    private static void add(String title, Latencies latencies, Figures.Builder figures) {
        figures.add(title + ", p50", Unit.MILLISECONDS, latencies.percentileMillis(0.5))
                .add(title + ", p99", Unit.MILLISECONDS, latencies.percentileMillis(0.99))
                .add(title + ", p99.9", Unit.MILLISECONDS, latencies.percentileMillis(0.999));
    }
}

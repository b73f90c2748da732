package dev.pentimento.benchmarks.latency;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.latency.Swaps.Swap;
import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.SimilarVersions;
import dev.pentimento.benchmarks.workload.StoredVersion;
import dev.pentimento.benchmarks.workload.TrainerAnswers;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What new versions cost the images that come meanwhile, at half the rate that this run can sustain. Each version has an
 * encoder of its own, which is the most that a swap can change: both encoders run until the last image of the old one is
 * judged. Every image must get exactly one prediction.
 */
public final class SwapBenchmark implements Benchmark {
    private static final int SWAPS = 5;
    private static final double SHARE = 0.5;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public String description() {
        return "28×28 PNG at 50 % of the steady rate, latency while " + SWAPS
                + " new versions become champion, against the latency in between";
    }

    @Override
    public void prepare(Workbench bench) {
        FashionWorkload.of(bench);
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        List<TrainedVersion> versions = IntStream.rangeClosed(1, SWAPS)
                .mapToObj(number -> SimilarVersions.withOtherEncoder(workload.version(), number))
                .toList();
        try (RunningSystem system = bench.system();
                WaitingImages images = WaitingImages.oneByOne(system.context(), workload);
                CommittedPredictions predictions = new CommittedPredictions(system.context());
                TrainerAnswers trainer = new TrainerAnswers(system.context())) {
            StoredVersion.submit(workload.version(), system.context());
            Camera camera = new Camera(system, images, predictions);
            double rate = SHARE * camera.backlog(bench.options().images());
            OpenLoop loop = new OpenLoop(rate, (int) Math.ceil(rate * LONGEST.toSeconds()));
            try (Swaps swaps = new Swaps(trainer, predictions, versions, loop::stop)) {
                swaps.start();
                camera.at(loop, swaps::observe);
                return figures(rate, loop, swaps.carriedOut());
            }
        }
    }

    private static Figures figures(double rate, OpenLoop loop, List<Swap> swaps) {
        Latencies around = loop.latencies(due -> swaps.stream().anyMatch(swap -> swap.contains(due)));
        Latencies between = loop.latencies(due -> swaps.stream().noneMatch(swap -> swap.contains(due)));
        double longest = swaps.stream()
                .mapToDouble(swap -> (swap.firstPrediction() - swap.submitted()) / 1e9)
                .max()
                .orElseThrow();
        return new Figures.Builder()
                .add(
                        "p99 around the swaps / p99 in between",
                        Unit.RATIO,
                        around.percentileMillis(0.99) / between.percentileMillis(0.99))
                .add("p99 around the swaps", Unit.MILLISECONDS, around.percentileMillis(0.99))
                .add("p99 in between", Unit.MILLISECONDS, between.percentileMillis(0.99))
                .add("p50 around the swaps", Unit.MILLISECONDS, around.percentileMillis(0.5))
                .add("p50 in between", Unit.MILLISECONDS, between.percentileMillis(0.5))
                .add("longest latency around the swaps", Unit.MILLISECONDS, around.percentileMillis(1))
                .add("from the submission to the first prediction of a version, at most", Unit.SECONDS, longest)
                .add("images per second", Unit.IMAGES_PER_SECOND, rate)
                .add("images, each with one prediction", Unit.COUNT, loop.count())
                .add("swaps", Unit.COUNT, swaps.size())
                .build();
    }
}

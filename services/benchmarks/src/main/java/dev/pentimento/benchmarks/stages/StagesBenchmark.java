package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.throughput.WaitingStream;
import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.BareModel.Stage;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Processor time per image by part of the running system, in the steady state, and of the stages that the bare model has,
 * too.
 */
public final class StagesBenchmark implements Benchmark {
    private static final int BATCH = 256;
    private static final Duration TIME = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public String description() {
        return "28×28 PNG, processor time per image: by part of the running system, and by stage of the bare model";
    }

    @Override
    public void prepare(Workbench bench) {
        FashionWorkload.of(bench);
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        Figures.Builder figures = new Figures.Builder();
        try (Broker broker = bench.launcher().broker(bench.own().resolve("log"));
                RunningSystem system = bench.launcher()
                        .system(broker.bootstrapServers(), bench.own().resolve("system"), bench.settings())) {
            parts(bench, workload, system, figures);
        }
        try (BareModel model = BareModel.load(workload.version())) {
            for (Stage stage : Stage.values()) {
                figures.add(
                        "bare model: " + stage.title(),
                        Unit.CPU_MICROS_PER_IMAGE,
                        model.stage(stage, workload.contents(), BATCH, TIME).cpuMicrosPerImage());
            }
        }
        return figures.build();
    }

    private static void parts(Workbench bench, Workload workload, RunningSystem system, Figures.Builder figures)
            throws InterruptedException {
        int images = bench.options().images();
        try (WaitingImages camera = WaitingImages.inBulk(system.context(), workload)) {
            camera.write(images, bench.options().labelled(), bench.options().seed());
        }
        SteadyState steady = new SteadyState(images);
        new WaitingStream(system, images).judgedBy(workload.version(), steady);
        steady.addTo(figures);
    }

    /** Processor time of threads over the last third of the images. */
    private static final class SteadyState implements LongConsumer {
        private static final double NANOS_PER_MICRO = 1e3;

        private final int images;
        private @Nullable ThreadTimes begin;
        private long from;
        private @Nullable ThreadTimes end;

        SteadyState(int images) {
            this.images = images;
        }

        @Override
        public void accept(long predictions) {
            if (begin == null && predictions >= images - images / 3) {
                begin = ThreadTimes.now();
                from = predictions;
            }
            if (predictions == images) {
                end = ThreadTimes.now();
            }
        }

        void addTo(Figures.Builder figures) {
            ThreadTimes first = Objects.requireNonNull(begin);
            ThreadTimes last = Objects.requireNonNull(end);
            double scale = NANOS_PER_MICRO * (images - from);
            long java = 0;
            for (Map.Entry<Part, Long> part : last.since(first).entrySet()) {
                figures.add("system: " + part.getKey().title(), Unit.CPU_MICROS_PER_IMAGE, part.getValue() / scale);
                java += part.getValue();
            }
            long process = last.process() - first.process();
            figures.add("system: compiler, garbage collector", Unit.CPU_MICROS_PER_IMAGE, (process - java) / scale)
                    .add("system: all", Unit.CPU_MICROS_PER_IMAGE, process / scale);
        }
    }
}

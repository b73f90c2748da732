package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
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

/**
 * Processor time per image by part of the running system, in the steady state, and of the stages that the bare model has,
 * too.
 */
public final class StagesBenchmark implements Benchmark {
    private static final int BATCH = 256;
    /** A third more images are profiled. */
    private static final int PROFILED = 3;

    private static final Duration TIME = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "stages";
    }

    @Override
    public String description() {
        return "28×28 PNG, processor time per image: by part of the running system, in the evaluation, of Java's compiler and garbage collector"
                + " over time, and by stage of the bare model";
    }

    @Override
    public void prepare(Workbench bench) {
        FashionWorkload.of(bench);
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Workload workload = FashionWorkload.of(bench);
        Figures.Builder figures = new Figures.Builder();
        try (RunningSystem system = bench.system()) {
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
        int profiled = images + images / PROFILED; // sampling costs time, so only images that nothing else measures
        try (WaitingImages camera = WaitingImages.inBulk(system.context(), workload)) {
            camera.write(profiled, bench.options().labelled(), bench.options().seed());
        }
        StreamTimeline timeline = new StreamTimeline(images, bench.options().cold());
        EvaluationProfile profile = new EvaluationProfile(images, profiled);
        try (profile) {
            new WaitingStream(system, profiled).judgedBy(workload.version(), timeline.andThen(profile));
        }
        timeline.addTo(figures);
        profile.addTo(figures, timeline.steadyMicrosPerImage());
    }
}

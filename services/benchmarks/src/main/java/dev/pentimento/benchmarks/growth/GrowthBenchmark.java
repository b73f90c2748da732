package dev.pentimento.benchmarks.growth;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.deployment.Deployment;
import dev.pentimento.benchmarks.workload.FashionWorkload;
import dev.pentimento.benchmarks.workload.Speed;
import dev.pentimento.benchmarks.workload.Timeline;
import dev.pentimento.benchmarks.workload.Workload;
import java.io.IOException;
import java.util.Map;

/**
 * Cost per image in the last third of a stream when one number differs from the usual ones. All services run in processes of their own, which are new
 * for each variant. The broker stays in one process, so the usual variant runs once before, unmeasured, to warm it up.
 */
public final class GrowthBenchmark implements Benchmark {
    /** Twelve short streams instead of one long one. */
    private static final int SHARE = 6;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String description() {
        return "28×28 PNG, cost per image in the last third of a stream, with 1 to 8 partitions, 1 to 3 instances, 2 to 1,000 classes and up to 3"
                + " candidates; services in processes of their own";
    }

    @Override
    public void prepare(Workbench bench) {
        Variant.all().stream().map(Variant::classes).distinct().forEach(classes -> FashionWorkload.of(bench, classes));
    }

    @Override
    public Figures run(Workbench bench) throws Exception {
        Figures.Builder figures = new Figures.Builder();
        measure(bench, Variant.USUAL, new Figures.Builder());
        for (Variant variant : Variant.all()) {
            measure(bench, variant, figures);
        }
        return figures.build();
    }

    private static void measure(Workbench bench, Variant variant, Figures.Builder figures)
            throws IOException, InterruptedException {
        Workload workload = FashionWorkload.of(bench, variant.classes());
        int images = Math.max(3, bench.options().images() / SHARE);
        Map<String, String> settings = Map.of("topic.partitions", Integer.toString(variant.partitions()));
        try (Deployment deployment = Deployment.start(bench, variant.title(), variant.instances(), settings)) {
            Timeline services = new Timeline();
            Timeline all = deployment.judged(
                    bench,
                    workload,
                    images,
                    variant.candidates(),
                    count -> services.add(System.nanoTime(), count, deployment.servicesNanos()));
            int steady = images - images / 3;
            add(variant, all.between(steady, images), services.between(steady, images), figures);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(variant.title() + ": " + e.getMessage(), e);
        }
    }

    private static void add(Variant variant, Speed all, Speed services, Figures.Builder figures) {
        figures.add(variant.title() + ": processor time", Unit.CPU_MICROS_PER_IMAGE, all.cpuMicrosPerImage())
                .add(variant.title() + ": of which services", Unit.CPU_MICROS_PER_IMAGE, services.cpuMicrosPerImage())
                .add(variant.title() + ": rate", Unit.IMAGES_PER_SECOND, all.imagesPerSecond());
    }
}

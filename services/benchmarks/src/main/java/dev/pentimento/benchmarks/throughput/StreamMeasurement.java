package dev.pentimento.benchmarks.throughput;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.SystemLauncher.Broker;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.peer.PeerImages;
import dev.pentimento.benchmarks.workload.BareModel;
import dev.pentimento.benchmarks.workload.Folders;
import dev.pentimento.benchmarks.workload.Speed;
import dev.pentimento.benchmarks.workload.Timeline;
import dev.pentimento.benchmarks.workload.WaitingImages;
import dev.pentimento.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures a stream of images that wait in the topic, against the bare model.
 *
 * @param waiting name of the folder with the broker's log in which they wait
 * @param images number of images; the last third is the steady state
 * @param cold the first so many are the cold start
 * @param batches sizes of batches; the bare model is as fast as with the best of them
 */
record StreamMeasurement(Workbench bench, String waiting, int images, int cold, List<Integer> batches) {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration TIME = Duration.ofSeconds(8);

    /** Writes the images into a log, which each run copies. Without a version, the services leave them there. */
    void prepare(Workload workload, boolean peer) throws IOException {
        Path log = bench.shared().resolve(waiting);
        Folders.delete(log);
        try (Broker broker = bench.launcher().broker(log);
                RunningSystem system = start(broker);
                WaitingImages camera = WaitingImages.inBulk(system.context(), workload)) {
            camera.write(images, bench.options().labelled(), bench.options().seed());
            if (peer) {
                PeerImages.write(system.context(), workload, cold);
            }
        }
    }

    /** A broker with the images of {@link #prepare}. The caller closes it. */
    Broker broker() throws IOException {
        Path log = bench.own().resolve("log");
        Folders.copy(bench.shared().resolve(waiting), log);
        return bench.launcher().broker(log);
    }

    /**
     * Runs the system until every image is predicted, stops it, and then runs the bare model.
     *
     * @return the speed in the steady state
     */
    Speed measure(Broker broker, Workload workload, Figures.Builder figures) throws InterruptedException {
        Timeline timeline;
        try (RunningSystem system = start(broker)) {
            timeline = new WaitingStream(system, images).judgedBy(workload.version(), count -> {});
        }
        Speed steady = timeline.between(images - images / 3, images);
        try (BareModel model = BareModel.load(workload.version())) {
            Speed bare = model.fastest(workload.contents(), batches, WARM_UP, TIME);
            add(timeline.between(0, cold), steady, bare, figures);
        }
        return steady;
    }

    private static void add(Speed cold, Speed steady, Speed bare, Figures.Builder figures) {
        figures.add("steady / bare model", Unit.RATIO, steady.imagesPerSecond() / bare.imagesPerSecond())
                .add("cold / bare model", Unit.RATIO, cold.imagesPerSecond() / bare.imagesPerSecond())
                .add(
                        "processor time, bare model / steady",
                        Unit.RATIO,
                        bare.cpuMicrosPerImage() / steady.cpuMicrosPerImage())
                .add("steady", Unit.IMAGES_PER_SECOND, steady.imagesPerSecond())
                .add("cold", Unit.IMAGES_PER_SECOND, cold.imagesPerSecond())
                .add("bare model", Unit.IMAGES_PER_SECOND, bare.imagesPerSecond())
                .add("steady, processor time per image", Unit.CPU_MICROS_PER_IMAGE, steady.cpuMicrosPerImage())
                .add("cold, processor time per image", Unit.CPU_MICROS_PER_IMAGE, cold.cpuMicrosPerImage())
                .add("bare model, processor time per image", Unit.CPU_MICROS_PER_IMAGE, bare.cpuMicrosPerImage())
                .add("processors that the bare model got", Unit.RATIO, bare.processors());
    }

    private RunningSystem start(Broker broker) {
        return bench.launcher().system(broker.bootstrapServers(), bench.own().resolve("system"), bench.settings());
    }
}

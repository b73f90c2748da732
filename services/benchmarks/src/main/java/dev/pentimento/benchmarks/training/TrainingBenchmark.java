package dev.pentimento.benchmarks.training;

import dev.pentimento.benchmarks.Benchmark;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.Unit;
import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;

/**
 * The training of the demo's first version: encoder, classifier, correction and drift reference. Then that of a correction
 * for images that have drifted.
 */
public final class TrainingBenchmark implements Benchmark {
    private static final double PER = 10_000;

    @Override
    public String name() {
        return "training";
    }

    @Override
    public String description() {
        return "a first version from 7,500 images of 28×28, and 2,000 held out, with the demo's settings; then"
                + " a new correction from 8,000 drifted images, in the running system";
    }

    @Override
    public void prepare(Workbench bench) {}

    @Override
    public Figures run(Workbench bench) throws InterruptedException {
        FashionMnistSubset images = FashionMnistSubset.load();
        TrainingImages parts = new TrainingImages(
                ImageShape.plain(1, 28, 28), images.learning(), images.correction(), images.heldOut());
        TorchEngine.start(1);
        int count = parts.train().size() + parts.correction().size();
        long cpu = ProcessorTime.nanos();
        long begin = System.nanoTime();
        TrainedVersion version = InitialTraining.train(
                parts,
                InitialTrainingSettings.quick(parts, bench.options().seed(), ComputeDevice.CPU),
                TrainingProgress.SILENT);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Figures.Builder figures = new Figures.Builder()
                .add("to the first version", Unit.SECONDS, seconds)
                .add("processor time", Unit.SECONDS, (ProcessorTime.nanos() - cpu) / 1e9)
                .add("for each 10,000 training images", Unit.SECONDS, seconds * PER / count);
        new RetrainingMeasurement(bench, version, images.stream()).measure(figures);
        return figures.build();
    }
}

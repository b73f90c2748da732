package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.Workbench;
import dev.pentimento.benchmarks.workload.Workload.LabelledImage;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * 28×28 PNG: the committed subset of Fashion-MNIST, repeated in a seeded order, and the networks that training makes by
 * default, with little training. The weights do not change the cost.
 */
public final class FashionWorkload {
    private static final ImageShape INPUT = ImageShape.plain(1, 28, 28);
    private static final int LEARNING = 1_200;
    /** Training needs two of each class. */
    private static final int OF_EACH_CLASS = 6;

    private static final int CORRECTION = 400;
    private static final int HELD_OUT = 400;
    private static final int EPOCHS = 2;
    private static final int REPLAY = 500;

    private FashionWorkload() {}

    /** The workload, with the version that an earlier call has trained. */
    public static Workload of(Workbench bench) {
        return of(bench.shared(), bench.options().seed());
    }

    /**
     * The same without a workbench.
     *
     * @param shared folder in which an earlier call has stored the version
     */
    public static Workload of(Path shared, long seed) {
        FashionMnistSubset images = FashionMnistSubset.load();
        TrainedVersion version = StoredVersion.in(
                shared.resolve("version-28x28"),
                () -> requireCorrection(
                        train(images, images.learning().classes().size(), seed), seed));
        return workload(images.stream(), version, seed);
    }

    /**
     * The same with another number of classes: each class of Fashion-MNIST is divided at random, or classes are merged. The
     * correction is the usual one: it would not pass validation among classes that nobody can tell apart, but costs the same.
     *
     * @param classes at least 2
     */
    public static Workload of(Workbench bench, int classes) {
        Workload usual = of(bench);
        if (classes == usual.version().version().getClasses().size()) {
            return usual;
        }
        long seed = bench.options().seed();
        FashionMnistSubset images = FashionMnistSubset.load();
        TrainedVersion version = StoredVersion.in(
                bench.shared().resolve("version-28x28-" + classes),
                () -> SimilarVersions.withCorrection(train(images, classes, seed), usual.version()));
        return workload(new Reclassified(images.stream(), classes).dataset(), version, seed);
    }

    private static Workload workload(ImageDataset images, TrainedVersion version, long seed) {
        List<LabelledImage> stream = images.shuffled(seed).examples().stream()
                .map(each -> new LabelledImage(each.content(), Objects.requireNonNull(each.label())))
                .toList();
        return new Workload(version, stream, "image/png");
    }

    private static TrainedVersion requireCorrection(TrainedVersion trained, long seed) {
        if (trained.version().getCorrectionFile() == null) {
            throw new IllegalStateException("the version of seed " + seed
                    + " has no correction, so one arm would cost nothing; choose another --seed");
        }
        return trained;
    }

    /** Its correction is for images of little contrast, on which it helps, so that validation accepts it. */
    private static TrainedVersion train(FashionMnistSubset images, int classes, long seed) {
        ImageDataset pale =
                Corruption.CONTRAST.apply(images.correction().slice(0, CORRECTION), Corruption.DEFAULT_STRENGTH, seed);
        TrainingImages parts = new TrainingImages(
                INPUT,
                new Reclassified(images.learning().slice(0, Math.max(LEARNING, OF_EACH_CLASS * classes)), classes)
                        .dataset(),
                new Reclassified(pale, classes).dataset(),
                new Reclassified(images.heldOut().slice(0, HELD_OUT), classes).dataset());
        VersionSettings networks = new VersionSettings(
                EncoderSettings.defaults().withEpochs(EPOCHS),
                ClassifierSettings.defaults(),
                CorrectionSettings.drift().withFolds(1),
                10,
                REPLAY);
        return InitialTraining.train(
                parts,
                new InitialTrainingSettings(networks, seed, ComputeDevice.CPU, InstantSource.system()),
                TrainingProgress.SILENT);
    }
}

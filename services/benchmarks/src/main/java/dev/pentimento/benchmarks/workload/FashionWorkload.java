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
    private static final int CORRECTION = 400;
    private static final int HELD_OUT = 400;
    private static final int EPOCHS = 2;
    private static final int REPLAY = 500;

    private FashionWorkload() {}

    /** The workload, with the version that an earlier call has trained. */
    public static Workload of(Workbench bench) {
        long seed = bench.options().seed();
        FashionMnistSubset images = FashionMnistSubset.load();
        TrainedVersion version = StoredVersion.in(bench.shared().resolve("version-28x28"), () -> train(images, seed));
        List<LabelledImage> stream = images.stream().shuffled(seed).examples().stream()
                .map(each -> new LabelledImage(each.content(), Objects.requireNonNull(each.label())))
                .toList();
        return new Workload(version, stream, "image/png");
    }

    /** Its correction is for images of little contrast, on which it helps, so that validation accepts it. */
    private static TrainedVersion train(FashionMnistSubset images, long seed) {
        ImageDataset pale =
                Corruption.CONTRAST.apply(images.correction().slice(0, CORRECTION), Corruption.DEFAULT_STRENGTH, seed);
        TrainingImages parts = new TrainingImages(
                INPUT,
                images.learning().slice(0, LEARNING),
                pale,
                images.heldOut().slice(0, HELD_OUT));
        EncoderSettings encoder = EncoderSettings.defaults();
        ClassifierSettings classifier = ClassifierSettings.defaults();
        VersionSettings networks = new VersionSettings(
                new EncoderSettings(
                        encoder.dimensions(),
                        EPOCHS,
                        encoder.batch(),
                        encoder.learningRate(),
                        encoder.divergenceWeight(),
                        encoder.classificationWeight(),
                        encoder.patience()),
                classifier,
                CorrectionSettings.drift().withFolds(1),
                10,
                REPLAY);
        TrainedVersion trained = InitialTraining.train(
                parts,
                new InitialTrainingSettings(networks, seed, ComputeDevice.CPU, InstantSource.system()),
                TrainingProgress.SILENT);
        if (trained.version().getCorrectionFile() == null) {
            throw new IllegalStateException("the version of seed " + seed
                    + " has no correction, so one arm would cost nothing; choose another --seed");
        }
        return trained;
    }
}

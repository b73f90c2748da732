package dev.pentimento.it;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.EncoderSettings;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.VersionSettings;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.trainer.InitialTraining;
import dev.pentimento.trainer.InitialTrainingSettings;
import dev.pentimento.trainer.TrainedVersion;
import dev.pentimento.trainer.TrainingImages;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A version that is trained within seconds, once for all tests of this process: right often enough to be a classifier,
 * wrong often enough to be corrected. Its correction is for images of little contrast.
 */
public final class SmallVersion {
    static final ImageShape INPUT = ImageShape.plain(1, 28, 28);

    private static final long SEED = 7;
    private static final FashionMnistSubset IMAGES = FashionMnistSubset.load();
    private static final TrainedVersion TRAINED = train(SEED);

    private SmallVersion() {}

    public static TrainedVersion trained() {
        return TRAINED;
    }

    /** Another encoder, and what belongs to it. */
    public static TrainedVersion another() {
        return Another.TRAINED;
    }

    /** Trained only where a test wants it. */
    private static final class Another {
        private static final TrainedVersion TRAINED = train(SEED + 1);
    }

    /** One of its files. */
    static byte[] file(Artifact wanted) {
        return TRAINED.files().stream()
                .filter(file -> Artifacts.sha256(file).equals(wanted.getSha256()))
                .findFirst()
                .orElseThrow();
    }

    public static String id() {
        return TRAINED.version().getVersion();
    }

    public static void publish(ServiceContext context) {
        new ModelPublisher(context, "test").publish(TRAINED.version(), TRAINED.files());
    }

    /** As a publisher submits it. */
    static ModelCandidate candidate() {
        return ModelCandidate.newBuilder()
                .setId("small")
                .setVersion(TRAINED.version())
                .setPublishedBy("a test")
                .setPublishedAt(Instant.EPOCH)
                .build();
    }

    /** Images that it never saw, every other one with little contrast. */
    public static List<Example> unseen(int from, int to) {
        List<Example> plain = IMAGES.stream().examples();
        return IntStream.range(from, to)
                .mapToObj(i -> i % 2 == 0
                        ? plain.get(i)
                        : Corruption.CONTRAST.apply(plain.get(i), Corruption.DEFAULT_STRENGTH, SEED))
                .toList();
    }

    private static TrainedVersion train(long seed) {
        GeneratedClasses.trust();
        ImageDataset pale =
                Corruption.CONTRAST.apply(IMAGES.correction().slice(0, 400), Corruption.DEFAULT_STRENGTH, SEED);
        TrainingImages parts = new TrainingImages(
                INPUT, IMAGES.learning().slice(0, 1_200), pale, IMAGES.heldOut().slice(0, 400));
        VersionSettings networks = new VersionSettings(
                new EncoderSettings(32, 2, 64, 2e-3, 0.1, 50, 4, 0),
                new ClassifierSettings(List.of(64, 32), 0.1f, 6, 64, 2e-3, 1e-4, 0.2, 8),
                CorrectionSettings.drift().withFolds(1),
                10,
                500);
        return InitialTraining.train(
                parts,
                new InitialTrainingSettings(networks, seed, ComputeDevice.CPU, InstantSource.system()),
                TrainingProgress.SILENT);
    }
}

package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.learning.version.VersionData;
import dev.pentimento.learning.version.VersionTraining;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes a first version from labelled images. */
public final class InitialTraining {
    private static final String SAFETENSORS = NetworkFile.SAFETENSORS;

    private InitialTraining() {}

    /**
     * Decodes the images, trains, and describes what came of it. The correction goes into the version only if images
     * that it did not learn from say that it helps.
     *
     * @throws dev.pentimento.learning.data.DatasetException naming the first image that cannot be read
     * @throws IllegalArgumentException if a part has too few images
     * @throws dev.pentimento.learning.training.TrainingCancelledException if the listener wants it
     */
    public static TrainedVersion train(
            TrainingImages images, InitialTrainingSettings settings, TrainingProgress progress) {
        Instant start = settings.clock().instant();
        VersionData data = decode(images);
        TrainingReport report = new TrainingReport(progress);
        TrainingContext context = new TrainingContext(settings.device(), report, settings.clock());
        dev.pentimento.learning.version.TrainedVersion trained =
                new VersionTraining(settings.networks(), context).train(data, settings.seed());
        Instant now = settings.clock().instant();
        byte[] reference = ReferenceFile.toBytes(trained.reference());
        byte[] replay = trained.replay().toFile();
        NetworkFile correction = trained.correction().network();
        ModelVersion.Builder version = ModelVersion.newBuilder()
                .setVersion("")
                .setStage(Stage.CANDIDATE)
                .setStageReason("trained from " + images.train().name())
                .setStageChangedAt(now)
                .setCreatedAt(now)
                .setClasses(data.classes())
                .setInput(input(images.input()))
                .setDimensions(trained.dimensions())
                .setEncoderFile(artifact(trained.encoder()))
                .setClassifierFile(artifact(trained.classifier()))
                .setCorrectionFile(correction == null ? null : artifact(correction))
                .setReferenceFile(Artifacts.describe(reference, SAFETENSORS))
                .setReplayFile(Artifacts.describe(replay, SAFETENSORS))
                .setTrigger("initial")
                .setRecipe(recipe(trained))
                .setDataFingerprint(fingerprint(images))
                .setSeed(settings.seed())
                .setDevice(settings.device().toString())
                .setTrainedSeconds(Duration.between(start, now).toNanos() / 1e9)
                .setValidation(validation(trained))
                .setTrainingReport(report.epochs());
        version.setVersion(VersionIds.of(version.build()));
        List<byte[]> files = new ArrayList<>(
                List.of(trained.encoder().bytes(), trained.classifier().bytes(), reference, replay));
        if (correction != null) {
            files.add(correction.bytes());
        }
        return new TrainedVersion(version.build(), files);
    }

    private static VersionData decode(TrainingImages images) {
        ImageDecoder decoder = new ImageDecoder(images.input());
        return new VersionData(
                images.input(),
                images.train().classes(),
                rows(images.train(), decoder),
                rows(images.correction(), decoder),
                rows(images.heldOut(), decoder));
    }

    private static LabelledRows rows(ImageDataset images, ImageDecoder decoder) {
        return new LabelledRows(images.pixels(decoder), images.labels());
    }

    private static Artifact artifact(NetworkFile file) {
        return Artifacts.describe(file.bytes(), file.format());
    }

    private static Map<String, String> recipe(dev.pentimento.learning.version.TrainedVersion trained) {
        Map<String, String> recipe = new TreeMap<>(trained.recipe());
        recipe.put(
                "correction.alignment", trained.correction().alignment().name().toLowerCase(Locale.ROOT));
        return recipe;
    }

    private static Map<String, Double> validation(dev.pentimento.learning.version.TrainedVersion trained) {
        Map<String, Double> validation = new TreeMap<>(trained.validation());
        TrainedCorrection correction = trained.correction();
        correction.figures().forEach((name, value) -> validation.put("correction." + name, value));
        validation.put("correction.accepted", correction.accepted() ? 1.0 : 0.0);
        return validation;
    }

    private static String fingerprint(TrainingImages images) {
        String parts = String.join(
                "\n",
                images.train().fingerprint(),
                images.correction().fingerprint(),
                images.heldOut().fingerprint());
        return Artifacts.sha256(parts.getBytes(StandardCharsets.UTF_8));
    }

    private static InputShape input(ImageShape shape) {
        return InputShape.newBuilder()
                .setChannels(shape.channels())
                .setHeight(shape.height())
                .setWidth(shape.width())
                .setMean(boxed(shape.mean()))
                .setStandardDeviation(boxed(shape.standardDeviation()))
                .build();
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>(values.length);
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}

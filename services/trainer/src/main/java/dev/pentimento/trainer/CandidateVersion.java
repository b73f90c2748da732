package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.events.TrainingEpoch;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.learning.version.UnpublishedVersion;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.serving.loading.VersionInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Turns trained networks into a candidate version without a parent, with its files. */
record CandidateVersion(TrainingImages images, InitialTrainingSettings settings) {
    private static final String SAFETENSORS = NetworkFile.SAFETENSORS;

    /**
     * The version contains the correction only if validation accepted it.
     *
     * @param what was trained, for the reason; ends with a space
     */
    TrainedVersion of(
            UnpublishedVersion trained, Instant start, List<TrainingEpoch> report, String trigger, String what) {
        Instant now = settings.clock().instant();
        byte[] reference = ReferenceFile.toBytes(trained.reference());
        byte[] replay = trained.replay().toFile();
        NetworkFile correction = trained.correction().network();
        ModelVersion.Builder version = ModelVersion.newBuilder()
                .setVersion("")
                .setStage(Stage.CANDIDATE)
                .setStageReason(what + "trained from " + images.train().name())
                .setStageChangedAt(now)
                .setCreatedAt(now)
                .setClasses(images.train().classes())
                .setInput(VersionInput.of(images.input()))
                .setDimensions(trained.dimensions())
                .setEncoderFile(artifact(trained.encoder()))
                .setClassifierFile(artifact(trained.classifier()))
                .setCorrectionFile(correction == null ? null : artifact(correction))
                .setReferenceFile(Artifacts.describe(reference, SAFETENSORS))
                .setReplayFile(Artifacts.describe(replay, SAFETENSORS))
                .setTrigger(trigger)
                .setRecipe(recipe(trained))
                .setDataFingerprint(images.fingerprint())
                .setSeed(settings.seed())
                .setDevice(settings.device().toString())
                .setTrainedSeconds(Duration.between(start, now).toNanos() / 1e9)
                .setValidation(validation(trained))
                .setTrainingReport(report);
        version.setVersion(VersionIds.of(version.build()));
        List<byte[]> files = new ArrayList<>(
                List.of(trained.encoder().bytes(), trained.classifier().bytes(), reference, replay));
        if (correction != null) {
            files.add(correction.bytes());
        }
        return new TrainedVersion(version.build(), files);
    }

    private static Artifact artifact(NetworkFile file) {
        return Artifacts.describe(file.bytes(), file.format());
    }

    private static Map<String, String> recipe(UnpublishedVersion trained) {
        Map<String, String> recipe = new TreeMap<>(trained.recipe());
        recipe.put(
                "correction.alignment", trained.correction().alignment().name().toLowerCase(Locale.ROOT));
        return recipe;
    }

    private static Map<String, Double> validation(UnpublishedVersion trained) {
        Map<String, Double> validation = new TreeMap<>(trained.validation());
        TrainedCorrection correction = trained.correction();
        correction.figures().forEach((name, value) -> validation.put("correction." + name, value));
        validation.put("correction.accepted", correction.accepted() ? 1.0 : 0.0);
        return validation;
    }
}

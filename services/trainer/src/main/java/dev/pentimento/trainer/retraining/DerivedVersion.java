package dev.pentimento.trainer.retraining;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.trainer.retraining.Learner.Learned;
import dev.pentimento.trainer.retraining.Learner.NewClassifier;
import dev.pentimento.trainer.retraining.Learner.NewCorrection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A version that differs from the champion only in the newly trained networks, and contains the record of its training.
 */
record DerivedVersion(
        TrainingOrder order, List<LabelledPosition> positions, Learned learned, String device, long seed) {

    ModelVersion version(Instant now, double seconds) {
        ModelVersion.Builder version = ModelVersion.newBuilder(order.champion())
                .setTrial(null)
                .setSignature(null)
                .setVersion("")
                .setStage(Stage.CANDIDATE)
                .setStageReason(learned.files().name() + " trained for " + order.trigger())
                .setStageChangedAt(now)
                .setParent(order.champion().getVersion())
                .setCreatedAt(now)
                .setTrigger(order.trigger())
                .setLearnedForAlarm(order.alarm())
                .setRecalledForAlarm(null)
                .setRecipe(new TreeMap<>(learned.recipe()))
                .setDataFingerprint(fingerprint())
                .setSeed(seed)
                .setDevice(device)
                .setTrainedSeconds(seconds)
                .setValidation(validation())
                .setTrainingReport(learned.report());
        if (learned.files() instanceof NewClassifier changed) {
            version.setClassifierFile(describe(changed.file()))
                    .setReferenceFile(describe(changed.reference()))
                    .setCorrectionFile(null); // it was trained for the former classifier
        } else if (learned.files() instanceof NewCorrection changed) {
            version.setCorrectionFile(describe(changed.file()));
        }
        return version.setVersion(VersionIds.of(version.build())).build();
    }

    private static Artifact describe(byte[] file) {
        return Artifacts.describe(file, "safetensors");
    }

    private Map<String, Double> validation() {
        Map<String, Double> validation = new TreeMap<>(learned.figures());
        validation.put(PastTrainings.LABELS, (double) positions.size());
        long wrong = positions.stream().filter(each -> !each.originalRight()).count();
        validation.put("labels.original_wrong", (double) wrong);
        return validation;
    }

    String figuresInWords() {
        return String.format(
                Locale.ROOT,
                "%d labelled images; on images not used for training, balanced accuracy %.3f before and %.3f after,"
                        + " %.0f helped, %.0f hurt",
                positions.size(),
                figure("original.balanced_accuracy"),
                figure("corrected.balanced_accuracy"),
                figure("helped"),
                figure("hurt"));
    }

    private double figure(String name) {
        return learned.figures().getOrDefault(name, Double.NaN);
    }

    /** SHA-256 over position and label of every image that was used. */
    private String fingerprint() {
        String lines = positions.stream()
                .map(each -> each.encoderId()
                        + '|'
                        + each.partition()
                        + '|'
                        + each.offset()
                        + '|'
                        + each.index()
                        + '|'
                        + each.label()
                        + '\n')
                .collect(Collectors.joining());
        return Artifacts.sha256(lines.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.pentimento.dashboard.state;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model version as the page tells it.
 *
 * @param trigger why it was trained
 * @param validation figures on held-out data by name
 * @param trainingReport losses in the order in which they were reported; empty: it came without
 * @param live figures on labelled images of the stream since it is judged; none: not judged yet
 */
public record VersionEntry(
        String version,
        Stage stage,
        String stageReason,
        Instant stageChangedAt,
        @Nullable String parent,
        Instant createdAt,
        String trigger,
        String dataFingerprint,
        long seed,
        String device,
        double trainedSeconds,
        String encoder,
        boolean correction,
        int dimensions,
        List<String> classes,
        Map<String, String> recipe,
        Map<String, Double> validation,
        List<Epoch> trainingReport,
        List<QualityEntry.Arm> live) {

    /**
     * Losses after an epoch of one phase of the training, or after some steps.
     *
     * @param validation loss on data that it did not learn from
     */
    public record Epoch(String phase, int epoch, int epochs, double loss, double validation) {}

    static VersionEntry of(ModelVersion version, List<QualityEntry.Arm> live) {
        return new VersionEntry(
                version.getVersion(),
                version.getStage(),
                version.getStageReason(),
                version.getStageChangedAt(),
                version.getParent(),
                version.getCreatedAt(),
                version.getTrigger(),
                version.getDataFingerprint(),
                version.getSeed(),
                version.getDevice(),
                version.getTrainedSeconds(),
                version.getEncoderFile().getSha256(),
                version.getCorrectionFile() != null,
                version.getDimensions(),
                List.copyOf(version.getClasses()),
                Map.copyOf(version.getRecipe()),
                Map.copyOf(version.getValidation()),
                version.getTrainingReport().stream()
                        .map(epoch -> new Epoch(
                                epoch.getPhase(),
                                epoch.getEpoch(),
                                epoch.getEpochs(),
                                epoch.getLoss(),
                                epoch.getValidation()))
                        .toList(),
                live);
    }
}

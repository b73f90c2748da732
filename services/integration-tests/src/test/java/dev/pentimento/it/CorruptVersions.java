package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Versions of which each has another fault, and the guarantee that they are rejected for it and answer nothing. */
final class CorruptVersions {
    private final Backbone backbone;
    private final Random random = new Random(3);
    /** What the reason must name. */
    private final Map<String, String> faults = new TreeMap<>();

    CorruptVersions(Backbone backbone) {
        this.backbone = backbone;
    }

    void publish() {
        publish("00000000000a", "lacks chunks", version().setCorrectionFile(artifact(noise())), List.of());
        publish("00000000000b", "damaged", version().setCorrectionFile(damaged()), List.of());
        byte[] foreign = noise();
        publish(
                "00000000000c",
                "neither an ONNX file",
                version().setCorrectionFile(Artifacts.describe(foreign, "onnx")),
                List.of(foreign));
        publish(
                "00000000000d",
                "does not accept (16)",
                version().setDimensions(16).setReferenceFile(null),
                List.of());
        ModelVersion whole = SmallVersion.trained().version();
        byte[] nan = withNaN(SmallVersion.file(whole.getCorrectionFile()));
        publish("00000000000e", "NaN", version().setCorrectionFile(artifact(nan)), List.of(nan));
        // What the embedding service loads.
        publish("00000000000f", "damaged", version().setEncoderFile(damaged()), List.of());
        byte[] blind = withNaN(SmallVersion.file(whole.getEncoderFile()));
        publish("000000000010", "NaN", version().setEncoderFile(artifact(blind)), List.of(blind));
    }

    /** A file that is not what its hash says. */
    private Artifact damaged() {
        byte[] file = noise();
        Artifact artifact = artifact(file);
        file[7]++;
        backbone.world()
                .send(
                        Topic.MODEL_ARTIFACTS,
                        artifact.getSha256() + "/0",
                        new ArtifactChunk(artifact.getSha256(), 0, 1, ByteBuffer.wrap(file)));
        backbone.world().flush();
        return artifact;
    }

    private void publish(String id, String fault, ModelVersion.Builder version, List<byte[]> files) {
        faults.put(id, fault);
        new ModelPublisher(backbone.context(), "test")
                .publish(version.setVersion(id).build(), files);
    }

    /** The trainer has rejected each for what is wrong with it, and no image was answered by one. */
    void areRejected() {
        Map<String, ModelVersion> versions = new TreeMap<>();
        backbone.log()
                .latest(Topic.MODEL_VERSIONS, ModelVersion.class)
                .forEach(each -> versions.put(each.getVersion(), each));
        faults.forEach((id, fault) -> {
            assertThat(versions.get(id).getStage())
                    .as("stage of %s, which %s", id, fault)
                    .isEqualTo(Stage.REJECTED);
            assertThat(versions.get(id).getStageReason()).contains("unusable").contains(fault);
        });
        assertThat(backbone.log().events(Topic.MODEL_COMMANDS, ModelCommand.class).stream()
                        .map(Entry::event)
                        .filter(each -> each.getKind() == CommandKind.REPORT_UNLOADABLE)
                        .filter(each ->
                                each.getAnswer() != null && each.getAnswer().getAccepted())
                        .map(ModelCommand::getVersion))
                .as("reports that the trainer took")
                .containsAll(faults.keySet());
        assertThat(backbone.log().events(Topic.PREDICTIONS, Prediction.class))
                .noneMatch(each -> faults.containsKey(each.event().getModelVersion())
                        || each.event().getCandidates().stream()
                                .anyMatch(candidate -> faults.containsKey(candidate.getModelVersion())));
    }

    private static ModelVersion.Builder version() {
        return ModelVersion.newBuilder(SmallVersion.trained().version());
    }

    private byte[] noise() {
        byte[] bytes = new byte[1_000];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Artifact artifact(byte[] file) {
        return Artifacts.describe(file, "safetensors");
    }

    /** All numbers of a safetensors file, which stand behind a header whose length comes first. */
    private static byte[] withNaN(byte[] file) {
        byte[] changed = Arrays.copyOf(file, file.length);
        ByteBuffer buffer = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int from = Long.BYTES + Math.toIntExact(buffer.getLong(0));
        for (int at = from; at + Float.BYTES <= changed.length; at += Float.BYTES) {
            buffer.putFloat(at, Float.NaN);
        }
        return changed;
    }
}

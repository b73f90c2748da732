package dev.pentimento.cli;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddingPosition;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Opinion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.events.Stage;
import dev.pentimento.schemas.GeneratedClasses;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to print. */
public final class Samples {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");

    private Samples() {}

    public static Opinion opinion(String label, float confidence) {
        return Opinion.newBuilder()
                .setLabel(label)
                .setConfidence(confidence)
                .setProbabilities(List.of(confidence, 1 - confidence))
                .build();
    }

    public static Prediction prediction(String image, Opinion original, Opinion corrected) {
        return Prediction.newBuilder()
                .setImageId(image)
                .setModelVersion("0123456789ab")
                .setEncoderId("e".repeat(64))
                .setOriginal(original)
                .setCorrected(corrected)
                .setCandidates(List.of())
                .setImage(new RecordPosition(1, 7L))
                .setEmbedding(new EmbeddingPosition(1, 3L, 0))
                .setImageTimestamp(NOON)
                .setEmbeddedAt(NOON.plusMillis(20))
                .setPredictedAt(NOON.plusMillis(45))
                .setDisplacement(0.5f)
                .setMapOriginal(List.of())
                .setMapCorrected(List.of())
                .build();
    }

    public static DeadLetter deadLetter(byte[] content) {
        return DeadLetter.newBuilder()
                .setTopic("images")
                .setPartition(2)
                .setOffset(41)
                .setTimestamp(NOON)
                .setService("embedding")
                .setReason(DeadLetterReason.UNDECODABLE_IMAGE)
                .setDetail("not an image:\nunknown format")
                .setSha256("a".repeat(64))
                .setSize(content.length)
                .setContent(ByteBuffer.wrap(content))
                .build();
    }

    public static ModelVersion version(String id, Stage stage, Instant createdAt) {
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason("the first one")
                .setStageChangedAt(createdAt)
                .setCreatedAt(createdAt)
                .setClasses(List.of("cat", "dog"))
                .setInput(new InputShape(1, 28, 28, List.of(0.5f), List.of(0.25f)))
                .setDimensions(128)
                .setEncoderFile(new Artifact("e".repeat(64), 4000L, 1, "safetensors"))
                .setClassifierFile(new Artifact("c".repeat(64), 400L, 1, "safetensors"))
                .setTrigger("initial")
                .setRecipe(Map.of("epochs", "6"))
                .setDataFingerprint("d".repeat(64))
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(12.34)
                .setValidation(Map.of("original.balanced_accuracy", 0.9012))
                .build();
    }
}

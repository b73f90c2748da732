package dev.pentimento.platform.models;

import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.schemas.GeneratedClasses;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Versions for tests. */
public final class ModelVersions {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private ModelVersions() {}

    public static ModelVersion.Builder with(byte[] encoder) {
        return ModelVersion.newBuilder()
                .setVersion("v")
                .setStage(Stage.CANDIDATE)
                .setStageReason("new")
                .setStageChangedAt(Instant.EPOCH)
                .setCreatedAt(Instant.EPOCH)
                .setClasses(List.of("a", "b"))
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(28)
                        .setWidth(28)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .build())
                .setDimensions(8)
                .setEncoderFile(Artifacts.describe(encoder, "safetensors"))
                .setClassifierFile(Artifacts.describe(new byte[] {1}, "safetensors"))
                .setTrigger("initial")
                .setRecipe(Map.of())
                .setDataFingerprint("")
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(1)
                .setValidation(Map.of());
    }
}

package dev.pentimento.serving;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.schemas.GeneratedClasses;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** States of the registry for tests. */
public final class Registry {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private Registry() {}

    public static Versions of(ModelVersion... versions) {
        return Versions.of(List.of(versions));
    }

    /** @param encoder stands for the SHA-256 of all files */
    public static ModelVersion version(String id, Stage stage, String encoder) {
        Artifact file = new Artifact(encoder, 1L, 1, "safetensors", List.of());
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason("test")
                .setStageChangedAt(Instant.EPOCH)
                .setCreatedAt(Instant.EPOCH)
                .setClasses(List.of("a", "b"))
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(2)
                        .setWidth(2)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .build())
                .setDimensions(2)
                .setEncoderFile(file)
                .setClassifierFile(file)
                .setTrigger("initial")
                .setRecipe(Map.of())
                .setDataFingerprint("")
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(1)
                .setValidation(Map.of())
                .build();
    }
}

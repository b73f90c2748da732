package dev.pentimento.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.UnloadableVersions;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.schemas.GeneratedClasses;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncoderSwapTest {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private final Map<String, FakeEncoder> loaded = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<String> reports = new ArrayList<>();
    private final Set<String> late = new HashSet<>();
    private Instant now = Instant.EPOCH;
    private final ActiveEncoders active = new ActiveEncoders();
    private final EncoderSwap swap = new EncoderSwap(
            this::load,
            active,
            new EmbeddingMetrics(new SimpleMeterRegistry()),
            new UnloadableVersions((version, reason) -> reports.add(version.getVersion() + " " + reason), () -> now));

    @Test
    void withoutAChampionNothingServesAndItIsSaid() {
        assertThat(swap.follow(registry(version("v1", Stage.CANDIDATE, "a")))).isTrue();

        assertThat(active.encoderIds()).isEmpty();
        assertThat(swap.problem()).hasValueSatisfying(text -> assertThat(text).contains("no champion"));
    }

    @Test
    void theChampionsEncoderIsFirstAndTwoServeAtMost() {
        swap.follow(registry(
                version("v1", Stage.CANDIDATE, "a"),
                version("v2", Stage.CHAMPION, "b"),
                version("v3", Stage.CANDIDATE, "b"),
                version("v4", Stage.CANDIDATE, "c")));

        assertThat(active.encoderIds()).containsExactly("b", "a");
        assertThat(swap.problem()).isEmpty();
    }

    @Test
    void theOldEncoderIsClosedWhenItsLastUserIsThrough() {
        swap.follow(registry(version("v1", Stage.CHAMPION, "a")));
        ActiveEncoders.Lease work = active.acquire();

        swap.follow(registry(version("v2", Stage.CHAMPION, "b")));

        assertThat(active.encoderIds()).containsExactly("b");
        assertThat(loaded.get("a").closed).isZero();
        work.close();
        assertThat(loaded.get("a").closed).isEqualTo(1);
        assertThat(loaded.get("b").closed).isZero();
    }

    @Test
    void anUnloadableChampionLeavesThePresentOneAndIsReportedOnce() {
        swap.follow(registry(version("v1", Stage.CHAMPION, "a")));
        broken.add("b");

        assertThat(swap.follow(registry(version("v2", Stage.CHAMPION, "b")))).isFalse();
        swap.follow(registry(version("v2", Stage.CHAMPION, "b")));

        assertThat(active.encoderIds()).containsExactly("a");
        assertThat(loaded.get("a").closed).isZero();
        assertThat(reports).hasSize(1).first().asString().startsWith("v2 ").contains("NaN");
    }

    @Test
    void anUnloadableCandidateLeavesItsPlaceToTheNext() {
        broken.add("b");

        assertThat(swap.follow(registry(
                        version("v1", Stage.CHAMPION, "a"),
                        version("v2", Stage.CANDIDATE, "b"),
                        version("v3", Stage.CANDIDATE, "c"))))
                .isTrue();

        assertThat(active.encoderIds()).containsExactly("a", "c");
        assertThat(loaded.get("a").closed).isZero();
    }

    @Test
    void aCandidateWhoseChunksComeLateServesWhenTheyHaveComeAndHoldsUpNoChampion() {
        swap.follow(registry(version("v1", Stage.CHAMPION, "a")));
        late.add("c");
        Versions wanted = registry(version("v2", Stage.CHAMPION, "b"), version("v3", Stage.CANDIDATE, "c"));

        assertThat(swap.follow(wanted)).as("whether there is no more to try").isFalse();
        assertThat(active.encoderIds()).containsExactly("b");
        assertThat(loaded.get("a").closed).isEqualTo(1);
        late.clear();
        assertThat(swap.follow(wanted)).isTrue();

        assertThat(active.encoderIds()).containsExactly("b", "c");
        assertThat(reports).isEmpty();
    }

    @Test
    void chunksThatAreMissingForAMinuteAreReportedOnce() {
        late.add("b");
        Versions wanted = registry(version("v1", Stage.CHAMPION, "a"), version("v2", Stage.CANDIDATE, "b"));
        swap.follow(wanted);
        now = now.plus(UnloadableVersions.CHUNKS_COME_WITHIN).minusMillis(1);
        swap.follow(wanted);
        assertThat(reports).isEmpty();

        now = now.plusMillis(1);
        swap.follow(wanted);
        swap.follow(wanted);

        assertThat(reports).hasSize(1).first().asString().startsWith("v2 ").contains("lacks chunks");
        assertThat(active.encoderIds()).containsExactly("a");
    }

    private static Versions registry(ModelVersion... versions) {
        return Versions.of(List.of(versions));
    }

    private ImageEmbedder load(ModelVersion version)
            throws EncoderLoader.UnloadableException, IncompleteArtifactException {
        String id = version.getEncoderFile().getSha256();
        if (late.contains(id)) {
            throw new IncompleteArtifactException("file " + id + " lacks chunks [1] of 2 after 5 s");
        }
        if (broken.contains(id)) {
            throw new EncoderLoader.UnloadableException(version.getEncoderFile(), "gives NaN");
        }
        FakeEncoder encoder = new FakeEncoder();
        loaded.put(id, encoder);
        return new ImageEmbedder(id, encoder);
    }

    private static ModelVersion version(String id, Stage stage, String encoder) {
        Artifact file = new Artifact(encoder, 1L, 1, "safetensors");
        return ModelVersion.newBuilder()
                .setVersion(id)
                .setStage(stage)
                .setStageReason("test")
                .setStageChangedAt(Instant.EPOCH)
                .setCreatedAt(Instant.EPOCH)
                .setClasses(List.of("a", "b"))
                .setInput(new InputShape(1, 2, 2, List.of(0f), List.of(1f)))
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

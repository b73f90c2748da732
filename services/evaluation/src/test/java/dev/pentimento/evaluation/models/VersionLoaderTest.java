package dev.pentimento.evaluation.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.network.UnusableFileException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.UnloadableVersions;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.statistics.FloatMatrix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionLoaderTest {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private static final Duration AT_ONCE = Duration.ZERO;

    private final Map<String, Exception> troubles = new HashMap<>();
    private final List<String> reports = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> tries = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final ServingVersions serving = new ServingVersions(() -> now);
    private final VersionLoader loader = new VersionLoader(
            this::load,
            serving,
            new UnloadableVersions((version, reason) -> reports.add(version.getVersion() + " " + reason), () -> now),
            3);

    @AfterEach
    void close() {
        serving.close();
    }

    static Stream<Exception> faults() {
        return Stream.of(
                new ArtifactException("file b is damaged: its content has SHA-256 c"),
                new UnusableFileException("correction b has the format 'onnx'"),
                new UnusableFileException("classifier b gives 3 values, expected 10"),
                new IllegalArgumentException("embeddings have 4 values each, expected 5"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aVersionWithAFaultIsReportedOnceWithTheReasonAndTheServingOneStays(Exception fault) {
        loader.changed(Versions.of(List.of(version("v1", Stage.CHAMPION, "a"))));
        troubles.put("v2", fault);
        for (ModelVersion bad : List.of(version("v2", Stage.CANDIDATE, "a"), version("v2", Stage.CHAMPION, "a"))) {
            reports.clear();
            Versions wanted = Versions.of(List.of(version("v1", Stage.RETIRED, "a"), bad));

            assertThat(loader.changed(wanted))
                    .as("whether there is no more to try")
                    .isTrue();
            loader.changed(wanted);

            assertThat(reports).containsExactly("v2 " + fault.getMessage());
            assertThat(serving.champion().orElseThrow().id()).isEqualTo("v1");
            assertThat(closed).isEmpty();
        }
    }

    @Test
    void aCandidateWhoseChunksComeLateIsTriedAgainAndHoldsUpNoChampion() {
        loader.changed(Versions.of(List.of(version("v1", Stage.CHAMPION, "a"))));
        troubles.put("c1", new IncompleteArtifactException("file c lacks chunks [0] of 1 after 5 s"));
        Versions wanted = Versions.of(List.of(
                version("v1", Stage.RETIRED, "a"),
                version("c1", Stage.CANDIDATE, "a"),
                version("c2", Stage.CANDIDATE, "a"),
                version("v2", Stage.CHAMPION, "a")));

        assertThat(loader.changed(wanted)).as("whether there is no more to try").isFalse();
        assertThat(serving.champion().orElseThrow().id()).isEqualTo("v2");
        assertThat(serving.ids()).containsExactlyInAnyOrder("v2", "c2");
        troubles.clear();
        assertThat(loader.changed(wanted)).isTrue();

        assertThat(serving.ids()).containsExactlyInAnyOrder("v2", "c1", "c2");
        assertThat(tries).containsExactly("v1", "v2", "c1", "c2", "c1");
        assertThat(reports).isEmpty();
        assertThat(closed).containsExactly("v1");
    }

    @Test
    void chunksThatAreMissingForAMinuteAreReportedOnce() {
        troubles.put("c1", new IncompleteArtifactException("file c lacks chunks [0] of 1 after 5 s"));
        Versions wanted = Versions.of(List.of(version("v1", Stage.CHAMPION, "a"), version("c1", Stage.CANDIDATE, "a")));
        loader.changed(wanted);
        assertThat(reports).isEmpty();

        now = now.plus(UnloadableVersions.CHUNKS_COME_WITHIN);
        loader.changed(wanted);
        loader.changed(wanted);

        assertThat(reports).hasSize(1).first().asString().startsWith("c1 file c lacks chunks [0] of 1");
    }

    @Test
    void aMachinesOwnTroubleWithACandidateIsNobodysFault() {
        troubles.put("c1", new IllegalStateException("out of memory on the device"));
        Versions wanted = Versions.of(List.of(version("c1", Stage.CANDIDATE, "a"), version("v1", Stage.CHAMPION, "a")));

        assertThat(loader.changed(wanted)).as("whether there is no more to try").isFalse();

        assertThat(serving.champion().orElseThrow().id()).isEqualTo("v1");
        assertThat(reports).isEmpty();
    }

    @Test
    void bothSetsServeWhileBatchesOfTheOldEncoderAreInHandAndTheOldOneIsClosedAfterThem() throws Exception {
        loader.changed(Versions.of(List.of(version("v1", Stage.CHAMPION, "a"))));
        Lease old = serving.lease(Set.of("a"), AT_ONCE).orElseThrow();
        loader.changed(Versions.of(List.of(version("v1", Stage.RETIRED, "a"), version("v2", Stage.CHAMPION, "b"))));

        assertThat(answering("a")).as("a batch that was under way").isEqualTo("v1");
        assertThat(answering("b")).isEqualTo("v2");
        loader.changed(Versions.of(List.of(version("v2", Stage.RETIRED, "b"), version("v3", Stage.CHAMPION, "c"))));
        assertThat(closed).as("closed, though a batch is in hand").isEmpty();
        old.close();

        assertThat(closed).containsExactly("v1");
        assertThat(answering("b")).isEqualTo("v2");
    }

    @Test
    void aFormerChampionIsClosedWhenNoBatchNeedsItAnyMoreAndLoadedAgainForAStraggler() throws Exception {
        loader.changed(Versions.of(List.of(version("v1", Stage.CHAMPION, "a"))));
        Versions after = Versions.of(List.of(version("v1", Stage.RETIRED, "a"), version("v2", Stage.CHAMPION, "b")));
        loader.changed(after);
        Duration minute = Duration.ofMinutes(1);
        now = now.plusSeconds(59);
        assertThat(answering("a")).isEqualTo("v1");
        now = now.plusSeconds(59);
        serving.forgetFormer(minute);
        assertThat(closed).as("closed, though needed a minute ago").isEmpty();

        now = now.plusSeconds(1);
        serving.forgetFormer(minute);

        assertThat(closed).containsExactly("v1");
        assertThat(serving.ids()).containsExactly("v2");
        assertThat(serving.lease(Set.of("a"), AT_ONCE)).isEmpty();
        loader.loadWanted(after);
        assertThat(answering("a")).isEqualTo("v1");
    }

    private String answering(String encoder) throws InterruptedException {
        try (Lease lease = serving.lease(Set.of(encoder), AT_ONCE).orElseThrow()) {
            return lease.champion().id();
        }
    }

    private LoadedVersion load(ModelVersion version) throws ArtifactException {
        String id = version.getVersion();
        tries.add(id);
        Exception trouble = troubles.get(id);
        if (trouble instanceof ArtifactException missing) {
            throw missing;
        }
        if (trouble instanceof RuntimeException failure) {
            throw failure;
        }
        return LoadedVersion.of(
                id, version.getEncoderFile().getSha256(), version.getClasses(), new ClosingJudge(id, closed), null);
    }

    private record ClosingJudge(String id, List<String> closed) implements Judge {
        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public Answers judge(FloatMatrix embeddings) {
            return new Answers(embeddings, embeddings, embeddings, embeddings);
        }

        @Override
        public void close() {
            closed.add(id);
        }
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

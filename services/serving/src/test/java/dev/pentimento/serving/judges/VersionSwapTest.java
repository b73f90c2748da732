package dev.pentimento.serving.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.Registry;
import dev.pentimento.serving.swapping.UnloadableVersions;
import dev.pentimento.serving.swapping.VersionReport;
import dev.pentimento.serving.swapping.VersionSwap;
import dev.pentimento.serving.swapping.VersionSwap.Progress;
import dev.pentimento.serving.swapping.WaitingTimes;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VersionSwapTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    private final Map<String, Exception> troubles = new HashMap<>();
    private final List<String> reports = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> tries = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final ServingVersions serving = new ServingVersions(() -> now);
    private final VersionSwap<LoadedVersion> swap = new VersionSwap<>(
            this::load, new JudgePlan(serving, 3, stages -> {}), new UnloadableVersions(this::report, () -> now));
    private int failingReports;
    private Duration loading = Duration.ZERO;

    private void report(VersionReport report) {
        if (failingReports-- > 0) {
            throw new KafkaException("no broker");
        }
        String trial = report.trial() == null ? "" : " for " + report.trial();
        reports.add(report.version().getVersion() + trial + (report.loaded() ? " loaded" : " " + report.reason()));
    }

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
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        troubles.put("v2", fault);
        for (ModelVersion bad :
                List.of(Registry.version("v2", Stage.CANDIDATE, "a"), Registry.version("v2", Stage.CHAMPION, "a"))) {
            reports.clear();
            Versions wanted = Registry.of(Registry.version("v1", Stage.RETIRED, "a"), bad);

            assertThat(swap.follow(wanted)).isNotEqualTo(Progress.TRY_AGAIN);
            swap.follow(wanted);

            assertThat(reports).containsExactly("v2 " + fault.getMessage());
            assertThat(serving.champion().orElseThrow().id()).isEqualTo("v1");
            assertThat(closed).isEmpty();
        }
    }

    @Test
    void aCandidateWhoseChunksComeLateIsTriedAgainAndHoldsUpNoChampion() {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        troubles.put("c1", new IncompleteArtifactException("file c lacks chunks [0] of 1 after 5 s"));
        Versions wanted = Registry.of(
                Registry.version("v1", Stage.RETIRED, "a"),
                Registry.version("c1", Stage.CANDIDATE, "a"),
                Registry.version("c2", Stage.CANDIDATE, "a"),
                Registry.version("v2", Stage.CHAMPION, "a"));

        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);
        assertThat(serving.champion().orElseThrow().id()).isEqualTo("v2");
        assertThat(serving.stages().keySet()).containsExactlyInAnyOrder("v2", "c2");
        troubles.clear();
        assertThat(swap.follow(wanted)).isEqualTo(Progress.DONE);

        assertThat(serving.stages().keySet()).containsExactlyInAnyOrder("v2", "c1", "c2");
        assertThat(tries).containsExactly("v1", "v2", "c1", "c2", "c1");
        assertThat(reports).isEmpty();
        assertThat(closed).containsExactly("v1");
    }

    @Test
    void aCandidateThatCannotBeLoadedLeavesItsPlaceToAnOlderOne() {
        troubles.put("c4", new UnusableFileException("classifier b gives 3 values, expected 10"));
        List<ModelVersion> all = new ArrayList<>(List.of(Registry.version("v1", Stage.CHAMPION, "a")));
        for (String id : List.of("c1", "c2", "c3", "c4")) {
            all.add(Registry.version(id, Stage.CANDIDATE, "a"));
        }

        assertThat(swap.follow(Registry.of(all.toArray(ModelVersion[]::new)))).isEqualTo(Progress.DONE);

        assertThat(serving.stages().keySet()).containsExactlyInAnyOrder("v1", "c1", "c2", "c3");
        assertThat(tries).containsExactly("v1", "c2", "c3", "c4", "c1");
    }

    @Test
    void chunksThatAreMissingForAMinuteAreReportedOnce() {
        troubles.put("c1", new IncompleteArtifactException("file c lacks chunks [0] of 1 after 5 s"));
        Versions wanted =
                Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), Registry.version("c1", Stage.CANDIDATE, "a"));
        swap.follow(wanted);
        assertThat(reports).isEmpty();

        now = now.plus(WaitingTimes.MISSING_CHUNKS);
        swap.follow(wanted);
        swap.follow(wanted);

        assertThat(reports).hasSize(1).first().asString().startsWith("c1 file c lacks chunks [0] of 1");
    }

    @Test
    void aReportThatFailsIsRepeatedUntilItIsAcknowledged() {
        troubles.put("c1", new UnusableFileException("correction b has the format 'onnx'"));
        Versions wanted =
                Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), Registry.version("c1", Stage.CANDIDATE, "a"));
        failingReports = 2;
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        swap.measure(metrics, "evaluation");

        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);
        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);
        assertThat(reports).isEmpty();
        assertThat(swap.follow(wanted)).isEqualTo(Progress.DONE);
        swap.follow(wanted);

        assertThat(metrics.get("pentimento.model.unloadable.reports")
                        .tag("service", "evaluation")
                        .functionCounter()
                        .count())
                .isOne();

        assertThat(reports).containsExactly("c1 correction b has the format 'onnx'");
        assertThat(tries).as("no file is loaded again for a report").containsExactly("v1", "c1");
    }

    @Test
    void aFailedReportOfAVersionThatABatchWaitsForIsRepeatedToo() throws Exception {
        troubles.put("v1", new UnusableFileException("classifier b gives 3 values, expected 10"));
        Versions wanted =
                Registry.of(Registry.version("v1", Stage.RETIRED, "a"), Registry.version("v2", Stage.CHAMPION, "b"));
        swap.follow(wanted);
        serving.lease(Set.of("a"), AT_ONCE);
        failingReports = 1;

        assertThat(swap.upkeep(wanted)).as("whether to follow again").isTrue();
        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);
        assertThat(swap.follow(wanted)).isEqualTo(Progress.DONE);

        assertThat(reports).containsExactly("v1 classifier b gives 3 values, expected 10");
        assertThat(swap.upkeep(wanted)).as("whether to follow again").isFalse();
    }

    @Test
    void aDeviceThatIsLostDuringALoadEndsTheService() {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        troubles.put("c1", new IllegalStateException("CUDA error: unspecified launch failure"));

        assertThatThrownBy(() -> swap.follow(Registry.of(
                        Registry.version("v1", Stage.CHAMPION, "a"), Registry.version("c1", Stage.CANDIDATE, "a"))))
                .as("not only a warning: no later load can work")
                .hasMessageContaining("CUDA error");
        assertThat(reports).isEmpty();
    }

    @Test
    void aMachinesOwnTroubleWithACandidateIsNobodysFault() {
        troubles.put("c1", new IllegalStateException("out of memory on the device"));
        Versions wanted =
                Registry.of(Registry.version("c1", Stage.CANDIDATE, "a"), Registry.version("v1", Stage.CHAMPION, "a"));

        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);

        assertThat(serving.champion().orElseThrow().id()).isEqualTo("v1");
        assertThat(reports).isEmpty();
    }

    @Test
    void bothSetsServeWhileBatchesOfTheOldEncoderAreInHandAndTheOldOneIsClosedAfterThem() throws Exception {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        Lease old = serving.lease(Set.of("a"), AT_ONCE).orElseThrow();
        swap.follow(
                Registry.of(Registry.version("v1", Stage.RETIRED, "a"), Registry.version("v2", Stage.CHAMPION, "b")));

        assertThat(answering("a")).as("a batch that was under way").isEqualTo("v1");
        assertThat(answering("b")).isEqualTo("v2");
        swap.follow(
                Registry.of(Registry.version("v2", Stage.RETIRED, "b"), Registry.version("v3", Stage.CHAMPION, "c")));
        assertThat(closed).as("closed, though a batch is in hand").isEmpty();
        old.close();

        assertThat(closed).containsExactly("v1");
        assertThat(answering("b")).isEqualTo("v2");
    }

    @Test
    void aFormerChampionIsClosedWhenNoBatchNeedsItAnyMoreAndLoadedAgainForAStraggler() throws Exception {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        Versions after =
                Registry.of(Registry.version("v1", Stage.RETIRED, "a"), Registry.version("v2", Stage.CHAMPION, "b"));
        swap.follow(after);
        Duration minute = Duration.ofMinutes(1);
        now = now.plusSeconds(59);
        assertThat(answering("a")).isEqualTo("v1");
        now = now.plusSeconds(59);
        serving.forgetFormer(minute);
        assertThat(closed).as("closed, though needed a minute ago").isEmpty();

        now = now.plusSeconds(1);
        serving.forgetFormer(minute);

        assertThat(closed).containsExactly("v1");
        assertThat(serving.stages().keySet()).containsExactly("v2");
        assertThat(serving.lease(Set.of("a"), AT_ONCE)).isEmpty();
        swap.upkeep(after);
        assertThat(answering("a")).isEqualTo("v1");
    }

    @Test
    void aTryThatFailsIsRepeatedTheRetryTimeAfterItsEndOrWhenTheRegistryChanges() {
        troubles.put("v1", new IllegalStateException("out of memory on the device"));
        loading = WaitingTimes.RETRY.plusSeconds(1);
        Versions wanted = Registry.of(Registry.version("v1", Stage.CHAMPION, "a"));
        assertThatThrownBy(() -> swap.look(wanted)).hasMessageContaining("out of memory");

        swap.look(wanted);
        now = now.plus(WaitingTimes.RETRY).minusMillis(1);
        swap.look(wanted);
        assertThat(tries).as("tried again too early").hasSize(1);

        now = now.plusMillis(1);
        assertThatThrownBy(() -> swap.look(wanted)).hasMessageContaining("out of memory");
        assertThat(tries).hasSize(2);
        troubles.clear();
        swap.look(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        assertThat(serving.champion()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("passingTroubles")
    void aFormerChampionThatABatchWaitsForIsTriedAgainAfterTheRetryTimeOrWhenTheRegistryChanges(Exception trouble)
            throws Exception {
        troubles.put("v1", trouble);
        ModelVersion former = Registry.version("v1", Stage.RETIRED, "a");
        ModelVersion champion = Registry.version("v2", Stage.CHAMPION, "b");
        Versions wanted = Registry.of(former, champion);
        swap.look(wanted);
        serving.lease(Set.of("a"), AT_ONCE);
        loading = WaitingTimes.RETRY.plusSeconds(1);

        swap.look(wanted);
        swap.look(wanted);
        assertThat(tries).containsExactly("v2", "v1");

        now = now.plus(WaitingTimes.RETRY);
        swap.look(wanted);
        assertThat(tries).containsExactly("v2", "v1", "v1");
        troubles.clear();
        swap.look(Registry.of(former, champion));
        assertThat(answering("a")).isEqualTo("v1");
    }

    static Stream<Exception> passingTroubles() {
        return Stream.of(
                new IncompleteArtifactException("file c lacks chunks [0] of 1 after 5 s"),
                new IllegalStateException("out of memory on the device"));
    }

    @Test
    void aVersionOnTrialIsLoadedReportedOnceAndClosed() {
        Versions wanted = Registry.of(
                Registry.version("v1", Stage.CHAMPION, "a"), onTrial(Registry.version("v0", Stage.RETIRED, "b")));

        swap.look(wanted);
        swap.look(wanted);

        assertThat(reports).containsExactly("v0 for t1 loaded");
        assertThat(closed).containsExactly("v0");
        assertThat(serving.stages().keySet()).containsExactly("v1");
    }

    @Test
    void aCandidateOnTrialThatIsJudgedAlreadyIsReportedWithoutLoadingItAgain() {
        swap.look(Registry.of(
                Registry.version("v1", Stage.CHAMPION, "a"), onTrial(Registry.version("c1", Stage.CANDIDATE, "a"))));

        assertThat(reports).containsExactly("c1 for t1 loaded");
        assertThat(tries).containsExactly("v1", "c1");
    }

    @Test
    void aVersionOnTrialThatThisMachineCannotLoadIsReportedWithTheReason() {
        troubles.put(
                "v0", new IllegalStateException("It failed.\nTraceback:\n  line 9\n\nout of memory on the device\n"));
        swap.look(Registry.of(
                Registry.version("v1", Stage.CHAMPION, "a"), onTrial(Registry.version("v0", Stage.RETIRED, "b"))));

        assertThat(reports).containsExactly("v0 for t1 It failed. out of memory on the device");
    }

    @Test
    void aTrialIsTriedAgainWhereChunksAreMissingOrTheBrokersAreAway() {
        ModelVersion late = onTrial(Registry.version("v0", Stage.RETIRED, "b"));
        Versions wanted = Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), late);
        for (Exception trouble :
                List.of(new IncompleteArtifactException("file c lacks chunks"), new KafkaException("no broker"))) {
            troubles.put("v0", trouble);
            swap.look(wanted);
            now = now.plus(WaitingTimes.RETRY);
        }
        assertThat(reports).isEmpty();
        troubles.clear();

        swap.look(wanted);

        assertThat(reports).containsExactly("v0 for t1 loaded");
    }

    @Test
    void aForcedChampionIsReportedWhenItServes() {
        troubles.put("v2", new UnusableFileException("classifier b gives 3 values, expected 10"));
        Versions wanted = Registry.of(
                Registry.version("v1", Stage.RETIRED, "a"), onTrial(Registry.version("v2", Stage.CHAMPION, "b")));
        swap.look(wanted);
        assertThat(reports).containsExactly("v2 classifier b gives 3 values, expected 10");
        troubles.clear();
        now = now.plus(WaitingTimes.MENDING);

        swap.look(wanted);

        assertThat(reports).contains("v2 for t1 loaded").hasSize(2);
        assertThat(serving.champion().orElseThrow().id()).isEqualTo("v2");
    }

    @ParameterizedTest
    @MethodSource("anyTroubles")
    void theFormerChampionAnswersAfterARestartUntilAForcedOneCanBeLoaded(Exception trouble) throws Exception {
        troubles.put("v2", trouble);
        Versions wanted = Registry.of(
                Registry.version("v1", Stage.RETIRED, "a"), onTrial(Registry.version("v2", Stage.CHAMPION, "b")));
        swap.look(wanted);
        assertThat(answering("a")).isEqualTo("v1");
        assertThat(swap.problem()).isEmpty();
        troubles.clear();
        now = now.plus(WaitingTimes.MENDING);

        swap.look(wanted);

        assertThat(answering("b")).isEqualTo("v2");
    }

    static Stream<Exception> anyTroubles() {
        return Stream.concat(faults(), passingTroubles());
    }

    @Test
    void whyBatchesWaitIsOneSentenceWithTheVersionThatStaysTheSame() throws Exception {
        troubles.put("v2", new UnusableFileException("classifier b gives 3 values, expected 10"));
        Versions wanted =
                Registry.of(Registry.version("v1", Stage.RETIRED, "a"), Registry.version("v2", Stage.CHAMPION, "b"));
        swap.look(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        swap.look(wanted);
        assertThat(serving.waiting()).isEmpty();
        serving.lease(Set.of("b"), AT_ONCE);
        swap.look(wanted);
        String sentence = "batches wait: version v2 cannot be loaded here: classifier b gives 3 values, expected 10";
        assertThat(serving.waiting()).contains(sentence);
        assertThat(serving.known(Set.of("b"))).isTrue();
        assertThat(serving.known(Set.of("c"))).isFalse();
        troubles.put("v2", new IllegalStateException("out of memory on the device"));
        now = now.plusSeconds(30);
        serving.lease(Set.of("b"), AT_ONCE);
        now = now.plusSeconds(31);
        swap.look(wanted);
        assertThat(tries).as("tried again after a minute").containsExactly("v1", "v2", "v2");
        assertThat(serving.waiting()).contains(sentence);

        troubles.clear();
        now = now.plusSeconds(5);
        swap.look(wanted);

        assertThat(serving.waiting()).isEmpty();
        assertThat(answering("b")).isEqualTo("v2");
    }

    @Test
    void aBatchThatOneOfItsEncodersAnsweredWaitsForNone() throws Exception {
        serving.lease(Set.of("a", "b"), AT_ONCE);
        swap.look(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        assertThat(serving.waiting()).isEmpty();
        assertThat(serving.wantedEncoders()).isEmpty();
    }

    @Test
    void aBatchThatAnotherInstanceHasTakenOverIsForgotten() throws Exception {
        serving.lease(Set.of("a"), AT_ONCE);
        assertThat(serving.waiting()).isPresent();
        now = now.plus(Requests.FORGET).plusMillis(1);
        assertThat(serving.waiting()).isEmpty();
    }

    private static ModelVersion onTrial(ModelVersion version) {
        return ModelVersion.newBuilder(version).setTrial("t1").build();
    }

    private String answering(String encoder) throws InterruptedException {
        try (Lease lease = serving.lease(Set.of(encoder), AT_ONCE).orElseThrow()) {
            return lease.champion().id();
        }
    }

    private LoadedVersion load(ModelVersion version) throws ArtifactException {
        String id = version.getVersion();
        tries.add(id);
        now = now.plus(loading);
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
}

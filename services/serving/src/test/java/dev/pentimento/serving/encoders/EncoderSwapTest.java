package dev.pentimento.serving.encoders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.learning.file.UnusableFileException;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.inference.Encoder;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.models.IncompleteArtifactException;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.Registry;
import dev.pentimento.serving.swapping.Served;
import dev.pentimento.serving.swapping.ServingSet;
import dev.pentimento.serving.swapping.UnloadableVersions;
import dev.pentimento.serving.swapping.VersionReport;
import dev.pentimento.serving.swapping.VersionSwap;
import dev.pentimento.serving.swapping.VersionSwap.Progress;
import dev.pentimento.serving.swapping.WaitingTimes;
import dev.pentimento.tensors.FloatMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncoderSwapTest implements EncoderPlan.Listener {
    private final Map<String, FakeEncoder> loaded = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final List<String> reports = new ArrayList<>();
    private final Set<String> late = new HashSet<>();
    private Instant now = Instant.EPOCH;
    private final ServingSet<LoadedEncoder> active = new ServingSet<>();
    private final List<String> unloadable = new ArrayList<>();
    private List<String> shown = List.of();
    private final List<List<String>> everServed = new ArrayList<>();
    private final VersionSwap<LoadedEncoder> swap = new VersionSwap<>(
            this::load, new EncoderPlan(active, this), new UnloadableVersions(this::report, () -> now));

    private void report(VersionReport report) {
        String trial = report.trial() == null ? "" : " for " + report.trial();
        reports.add(report.version().getVersion() + trial + (report.loaded() ? " loaded" : " " + report.reason()));
    }

    @Test
    void withoutAChampionNothingServesAndItIsSaid() {
        assertThat(swap.follow(Registry.of(Registry.version("v1", Stage.CANDIDATE, "a"))))
                .isEqualTo(Progress.DONE);

        assertThat(activeIds()).isEmpty();
        assertThat(swap.problem()).hasValueSatisfying(text -> assertThat(text).contains("no champion"));
    }

    @Test
    void theChampionsEncoderIsFirstAndTwoServeAtMost() {
        swap.follow(Registry.of(
                Registry.version("v1", Stage.CANDIDATE, "a"),
                Registry.version("v2", Stage.CHAMPION, "b"),
                Registry.version("v3", Stage.CANDIDATE, "b"),
                Registry.version("v4", Stage.CANDIDATE, "c")));

        assertThat(activeIds()).containsExactly("b", "a");
        assertThat(swap.problem()).isEmpty();
    }

    @Test
    void theOldEncoderIsClosedWhenItsLastUserIsThrough() {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        ServingSet.Holding<LoadedEncoder> work = active.hold();

        swap.follow(Registry.of(Registry.version("v2", Stage.CHAMPION, "b")));

        assertThat(activeIds()).containsExactly("b");
        assertThat(loaded.get("a").closed).isZero();
        work.close();
        assertThat(loaded.get("a").closed).isEqualTo(1);
        assertThat(loaded.get("b").closed).isZero();
    }

    @Test
    void theFormerChampionsEncoderStaysUntilAnEvaluationHasLoadedAForcedChampion() {
        ModelVersion former = Registry.version("v1", Stage.RETIRED, "a");
        ModelVersion forced = Registry.version("v2", Stage.CHAMPION, "b");
        ModelVersion candidate = Registry.version("v3", Stage.CANDIDATE, "c");
        swap.look(Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), candidate));

        swap.look(Registry.of(
                former, ModelVersion.newBuilder(forced).setTrial("t1").build(), candidate));
        assertThat(activeIds()).containsExactly("b", "a");
        assertThat(loaded.get("a").closed).isZero();
        assertThat(reports).containsExactly("v2 for t1 loaded");

        swap.look(Registry.of(former, forced, candidate));
        assertThat(activeIds()).containsExactly("b", "c");
    }

    @Test
    void aForcedChampionNeverEmbedsAloneAfterARestart() {
        swap.look(Registry.of(
                Registry.version("v1", Stage.RETIRED, "a"),
                ModelVersion.newBuilder(Registry.version("v2", Stage.CHAMPION, "b"))
                        .setTrial("t1")
                        .build()));
        assertThat(everServed).allSatisfy(encoders -> assertThat(encoders).containsExactly("b", "a"));
    }

    @Test
    void anUnloadableChampionLeavesThePresentOneAndIsReportedOnce() {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        broken.add("b");

        assertThat(swap.follow(Registry.of(Registry.version("v2", Stage.CHAMPION, "b"))))
                .isEqualTo(Progress.CHAMPION_UNLOADABLE);
        swap.follow(Registry.of(Registry.version("v2", Stage.CHAMPION, "b")));

        assertThat(activeIds()).containsExactly("a");
        assertThat(loaded.get("a").closed).isZero();
        assertThat(reports).hasSize(1).first().asString().startsWith("v2 ").contains("NaN");
    }

    @Test
    void anUnloadableCandidateLeavesItsPlaceToTheNext() {
        broken.add("b");

        assertThat(swap.follow(Registry.of(
                        Registry.version("v1", Stage.CHAMPION, "a"),
                        Registry.version("v2", Stage.CANDIDATE, "b"),
                        Registry.version("v3", Stage.CANDIDATE, "c"))))
                .isEqualTo(Progress.DONE);

        assertThat(activeIds()).containsExactly("a", "c");
        assertThat(loaded.get("a").closed).isZero();
    }

    @Test
    void aCandidateWhoseChunksComeLateServesWhenTheyHaveComeAndHoldsUpNoChampion() {
        swap.follow(Registry.of(Registry.version("v1", Stage.CHAMPION, "a")));
        late.add("c");
        Versions wanted =
                Registry.of(Registry.version("v2", Stage.CHAMPION, "b"), Registry.version("v3", Stage.CANDIDATE, "c"));

        assertThat(swap.follow(wanted)).isEqualTo(Progress.TRY_AGAIN);
        assertThat(activeIds()).containsExactly("b");
        assertThat(loaded.get("a").closed).isEqualTo(1);
        late.clear();
        assertThat(swap.follow(wanted)).isEqualTo(Progress.DONE);

        assertThat(activeIds()).containsExactly("b", "c");
        assertThat(reports).isEmpty();
    }

    @Test
    void chunksThatAreMissingForAMinuteAreReportedOnce() {
        late.add("b");
        Versions wanted =
                Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), Registry.version("v2", Stage.CANDIDATE, "b"));
        swap.follow(wanted);
        now = now.plus(WaitingTimes.MISSING_CHUNKS).minusMillis(1);
        swap.follow(wanted);
        assertThat(reports).isEmpty();

        now = now.plusMillis(1);
        swap.follow(wanted);
        swap.follow(wanted);

        assertThat(reports).hasSize(1).first().asString().startsWith("v2 ").contains("lacks chunks");
        assertThat(activeIds()).containsExactly("a");
    }

    @Test
    void theServiceIsToldWhatServesAndWhatCannotBeLoaded() {
        broken.add("b");
        swap.follow(
                Registry.of(Registry.version("v1", Stage.CHAMPION, "a"), Registry.version("v2", Stage.CANDIDATE, "b")));

        swap.follow(
                Registry.of(Registry.version("v1", Stage.RETIRED, "a"), Registry.version("v3", Stage.CHAMPION, "a")));

        assertThat(shown).isEqualTo(List.of("v3 CHAMPION a"));
        assertThat(unloadable).containsExactly("v2");
    }

    private List<String> activeIds() {
        return active.resources().stream().map(LoadedEncoder::id).toList();
    }

    private LoadedEncoder load(ModelVersion version) throws ArtifactException {
        String id = version.getEncoderFile().getSha256();
        if (late.contains(id)) {
            throw new IncompleteArtifactException("file " + id + " lacks chunks [1] of 2 after 5 s");
        }
        if (broken.contains(id)) {
            throw new UnusableFileException("encoder " + id + " gives NaN");
        }
        FakeEncoder encoder = new FakeEncoder();
        loaded.put(id, encoder);
        return new LoadedEncoder(id, encoder);
    }

    @Override
    public void serving(List<Served<LoadedEncoder>> encoders) {
        everServed.add(encoders.stream().map(each -> each.resource().id()).toList());
        shown = encoders.stream()
                .map(each -> each.version().getVersion() + " " + each.version().getStage() + " "
                        + each.resource().id())
                .toList();
    }

    @Override
    public void unloadable(ModelVersion version) {
        unloadable.add(version.getVersion());
    }

    private static final class FakeEncoder implements Encoder {
        private int closed;

        @Override
        public ImageShape input() {
            return ImageShape.plain(1, 2, 2);
        }

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public FloatMatrix embed(FloatMatrix images) {
            return new FloatMatrix(images.rows(), 2, new float[images.rows() * 2]);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}

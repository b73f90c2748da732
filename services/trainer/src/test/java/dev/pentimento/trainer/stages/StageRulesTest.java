package dev.pentimento.trainer.stages;

import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.trainer.stages.StageDecision.Change;
import dev.pentimento.trainer.stages.StageDecision.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageRulesTest {
    private final VersionStages registry = VersionStages.EMPTY
            .with(version("old", Stage.RETIRED, 1))
            .with(version("now", Stage.CHAMPION, 2))
            .with(version("next", Stage.CANDIDATE, 3))
            .with(version("bad", Stage.REJECTED, 4));

    @Test
    void theOldestCandidateOfARegistryWithoutChampionBecomesChampion() {
        VersionStages first =
                VersionStages.EMPTY.with(version("b", Stage.CANDIDATE, 2)).with(version("a", Stage.CANDIDATE, 1));
        Change change = StageRules.firstChampion(first, at(9)).orElseThrow();
        assertThat(change.records()).singleElement().satisfies(version -> {
            assertThat(version.getVersion()).isEqualTo("a");
            assertThat(version.getStage()).isEqualTo(Stage.CHAMPION);
            assertThat(version.getStageChangedAt()).isEqualTo(at(9));
        });
        assertThat(StageRules.firstChampion(registry, at(9))).isEmpty();
        assertThat(StageRules.firstChampion(VersionStages.EMPTY, at(9))).isEmpty();
    }

    @Test
    void aPromotionRetiresTheChampionInTheSameChange() {
        VersionStages after = applied(registry, StageRules.promote(registry, "next", "it helps", at(9)));
        assertThat(stage(after, "now")).isEqualTo(Stage.RETIRED);
        assertThat(after.champion().orElseThrow().getVersion()).isEqualTo("next");
        assertThat(after.champion().orElseThrow().getStageReason()).isEqualTo("it helps");
    }

    @Test
    void whatCannotBePromotedIsRefusedWithTheReason() {
        assertThat(refusal(StageRules.promote(registry, "none", "", at(9)))).contains("no version none");
        assertThat(refusal(StageRules.promote(registry, "now", "", at(9)))).contains("already the champion");
        assertThat(refusal(StageRules.promote(registry, "bad", "", at(9)))).contains("rejected");
    }

    @Test
    void rollingBackMakesTheLatestRetiredVersionChampion() {
        VersionStages promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        VersionStages back = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        assertThat(back.champion().orElseThrow().getVersion()).isEqualTo("now");
        assertThat(stage(back, "next")).isEqualTo(Stage.RETIRED);
    }

    @Test
    void rollingBackAgainGoesFurtherBackAndNotForward() {
        VersionStages promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        VersionStages once = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        VersionStages twice = applied(once, StageRules.rollBack(once, "worse too", at(11)));
        assertThat(twice.champion().orElseThrow().getVersion()).isEqualTo("old");
        assertThat(refusal(StageRules.rollBack(twice, "worst", at(12)))).contains("no version to go back to");
    }

    /** By times alone, "old" would have been champion last. */
    @Test
    void aClockThatWasSetBackDoesNotChangeWhoWasChampionLast() {
        VersionStages ahead = applied(registry, StageRules.promote(registry, "old", "", at(20_000)));
        VersionStages promoted = applied(ahead, StageRules.promote(ahead, "next", "", at(9)));
        VersionStages again = applied(promoted, StageRules.promote(promoted, "now", "", at(10)));

        VersionStages back = applied(again, StageRules.rollBack(again, "worse", at(11)));

        assertThat(back.champion().orElseThrow().getVersion()).isEqualTo("next");
    }

    @Test
    void aTimeOfAnotherAgeIsNotFollowed() {
        VersionStages far = registry.with(version("far", Stage.RETIRED, Long.MAX_VALUE / 1000));

        VersionStages after = applied(far, StageRules.promote(far, "next", "", at(9)));

        assertThat(after.champion().orElseThrow().getStageChangedAt()).isEqualTo(at(9));
    }

    @Test
    void aVersionThatWasRolledBackMayBePromotedAgain() {
        VersionStages promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        VersionStages back = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        VersionStages again = applied(back, StageRules.promote(back, "next", "not so bad", at(11)));
        assertThat(again.champion().orElseThrow().getVersion()).isEqualTo("next");
    }

    @Test
    void rejectingTheChampionBringsThePreviousOneBackOrIsRefused() {
        VersionStages after = applied(registry, StageRules.reject(registry, "now", "broken", at(9)));
        assertThat(stage(after, "now")).isEqualTo(Stage.REJECTED);
        assertThat(after.champion().orElseThrow().getVersion()).isEqualTo("old");
        VersionStages alone = VersionStages.EMPTY.with(version("now", Stage.CHAMPION, 1));
        assertThat(refusal(StageRules.reject(alone, "now", "broken", at(9)))).contains("no version to go back to");
    }

    @Test
    void aCandidateAndARetiredVersionCanBeRejectedOnce() {
        VersionStages after = applied(registry, StageRules.reject(registry, "next", "ugly", at(9)));
        assertThat(stage(after, "next")).isEqualTo(Stage.REJECTED);
        assertThat(refusal(StageRules.reject(after, "next", "", at(10)))).contains("ugly");
        assertThat(stage(applied(registry, StageRules.reject(registry, "old", "", at(9))), "old"))
                .isEqualTo(Stage.REJECTED);
    }

    @Test
    void aVersionPublishedAgainKeepsItsStage() {
        ModelVersion again = version("old", Stage.CANDIDATE, 9);
        assertThat(registry.forgetsStage(again)).isTrue();
        assertThat(registry.forgetsStage(version("next", Stage.CANDIDATE, 9))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAskedForThereIsExactlyOneChampionAndRejectedStaysRejected(long seed) {
        Random random = new Random(seed);
        VersionStages state = VersionStages.EMPTY;
        for (int i = 0; i < 6; i++) {
            state = state.with(version("v" + i, Stage.CANDIDATE, i));
        }
        state = applied(state, StageRules.firstChampion(state, at(10)).orElseThrow());
        List<String> rejected = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            String id = "v" + random.nextInt(7);
            StageDecision decision = switch (random.nextInt(3)) {
                case 0 -> StageRules.promote(state, id, "", at(20 + step));
                case 1 ->
                    random.nextInt(10) == 0 ? StageRules.reject(state, id, "", at(20 + step)) : new Refusal("seldom");
                default -> StageRules.rollBack(state, "", at(20 + step));
            };
            state = applied(state, decision);
            assertThat(state.inStage(Stage.CHAMPION))
                    .as("seed %d step %d", seed, step)
                    .hasSize(1);
            List<String> now = state.inStage(Stage.REJECTED).stream()
                    .map(ModelVersion::getVersion)
                    .toList();
            assertThat(now).containsAll(rejected);
            rejected = new ArrayList<>(now);
        }
    }

    private static VersionStages applied(VersionStages registry, StageDecision decision) {
        return decision instanceof Change change ? registry.with(change.records()) : registry;
    }

    private static Stage stage(VersionStages registry, String id) {
        return registry.find(id).orElseThrow().getStage();
    }

    private static String refusal(StageDecision decision) {
        assertThat(decision).isInstanceOf(Refusal.class);
        return decision.detail();
    }
}

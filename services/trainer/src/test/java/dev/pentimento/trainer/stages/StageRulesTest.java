package dev.pentimento.trainer.stages;

import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.trainer.stages.Decision.Change;
import dev.pentimento.trainer.stages.Decision.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageRulesTest {
    private final Registry registry = Registry.EMPTY
            .with(version("old", Stage.RETIRED, 1))
            .with(version("now", Stage.CHAMPION, 2))
            .with(version("next", Stage.CANDIDATE, 3))
            .with(version("bad", Stage.REJECTED, 4));

    @Test
    void theOldestCandidateOfARegistryWithoutChampionBecomesChampion() {
        Registry first = Registry.EMPTY.with(version("b", Stage.CANDIDATE, 2)).with(version("a", Stage.CANDIDATE, 1));
        Change change = StageRules.firstChampion(first, at(9)).orElseThrow();
        assertThat(change.records()).singleElement().satisfies(version -> {
            assertThat(version.getVersion()).isEqualTo("a");
            assertThat(version.getStage()).isEqualTo(Stage.CHAMPION);
            assertThat(version.getStageChangedAt()).isEqualTo(at(9));
        });
        assertThat(StageRules.firstChampion(registry, at(9))).isEmpty();
        assertThat(StageRules.firstChampion(Registry.EMPTY, at(9))).isEmpty();
    }

    @Test
    void aPromotionRetiresTheChampionInTheSameChange() {
        Registry after = applied(registry, StageRules.promote(registry, "next", "it helps", at(9)));
        assertThat(stage(after, "now")).isEqualTo(Stage.RETIRED);
        assertThat(after.champion().orElseThrow().getVersion()).isEqualTo("next");
        assertThat(after.champion().orElseThrow().getStageReason()).isEqualTo("it helps");
    }

    @Test
    void whatCannotBePromotedIsRefusedWithTheReason() {
        assertThat(refusal(StageRules.promote(registry, "none", "", at(9)))).contains("no version none");
        assertThat(refusal(StageRules.promote(registry, "now", "", at(9)))).contains("champion already");
        assertThat(refusal(StageRules.promote(registry, "bad", "", at(9)))).contains("rejected");
    }

    @Test
    void rollingBackMakesTheLatestRetiredVersionChampion() {
        Registry promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        Registry back = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        assertThat(back.champion().orElseThrow().getVersion()).isEqualTo("now");
        assertThat(stage(back, "next")).isEqualTo(Stage.RETIRED);
    }

    @Test
    void rollingBackAgainGoesFurtherBackAndNotForward() {
        Registry promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        Registry once = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        Registry twice = applied(once, StageRules.rollBack(once, "worse too", at(11)));
        assertThat(twice.champion().orElseThrow().getVersion()).isEqualTo("old");
        assertThat(refusal(StageRules.rollBack(twice, "worst", at(12)))).contains("no version to go back to");
    }

    @Test
    void aVersionThatWasRolledBackMayBePromotedAgain() {
        Registry promoted = applied(registry, StageRules.promote(registry, "next", "", at(9)));
        Registry back = applied(promoted, StageRules.rollBack(promoted, "worse", at(10)));
        Registry again = applied(back, StageRules.promote(back, "next", "not so bad", at(11)));
        assertThat(again.champion().orElseThrow().getVersion()).isEqualTo("next");
    }

    @Test
    void rejectingTheChampionBringsThePreviousOneBackOrIsRefused() {
        Registry after = applied(registry, StageRules.reject(registry, "now", "broken", at(9)));
        assertThat(stage(after, "now")).isEqualTo(Stage.REJECTED);
        assertThat(after.champion().orElseThrow().getVersion()).isEqualTo("old");
        Registry alone = Registry.EMPTY.with(version("now", Stage.CHAMPION, 1));
        assertThat(refusal(StageRules.reject(alone, "now", "broken", at(9)))).contains("no version to go back to");
    }

    @Test
    void aCandidateAndARetiredVersionCanBeRejectedOnce() {
        Registry after = applied(registry, StageRules.reject(registry, "next", "ugly", at(9)));
        assertThat(stage(after, "next")).isEqualTo(Stage.REJECTED);
        assertThat(refusal(StageRules.reject(after, "next", "", at(10)))).contains("ugly");
        assertThat(stage(applied(registry, StageRules.reject(registry, "old", "", at(9))), "old"))
                .isEqualTo(Stage.REJECTED);
    }

    @Test
    void aVersionPublishedAgainKeepsItsStage() {
        ModelVersion again = version("old", Stage.CANDIDATE, 9);
        assertThat(registry.forgetsStage(again)).isTrue();
        assertThat(stage(registry.seen(again), "old")).isEqualTo(Stage.RETIRED);
        assertThat(registry.forgetsStage(version("next", Stage.CANDIDATE, 9))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsAskedForThereIsExactlyOneChampionAndRejectedStaysRejected(long seed) {
        Random random = new Random(seed);
        Registry state = Registry.EMPTY;
        for (int i = 0; i < 6; i++) {
            state = state.with(version("v" + i, Stage.CANDIDATE, i));
        }
        state = applied(state, StageRules.firstChampion(state, at(10)).orElseThrow());
        List<String> rejected = new ArrayList<>();
        for (int step = 0; step < 200; step++) {
            String id = "v" + random.nextInt(7);
            Decision decision = switch (random.nextInt(3)) {
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

    private static Registry applied(Registry registry, Decision decision) {
        return decision instanceof Change change ? registry.with(change.records()) : registry;
    }

    private static Stage stage(Registry registry, String id) {
        return registry.find(id).orElseThrow().getStage();
    }

    private static String refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Refusal.class);
        return decision.detail();
    }
}

package dev.pentimento.trainer.stages;

import static dev.pentimento.trainer.Fixtures.T0;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.comparison;
import static dev.pentimento.trainer.Fixtures.quality;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.events.Verdict;
import dev.pentimento.trainer.stages.StageDecision.Change;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromotionPolicyTest {
    private final PromotionPolicy policy = new PromotionPolicy(new PromotionSettings(true, 0.05, 200));
    private final Evidence evidence = new Evidence();
    private VersionStages registry =
            VersionStages.EMPTY.with(version("first", Stage.CHAMPION, 1)).with(version("second", Stage.CANDIDATE, 2));

    @Test
    void aCandidateThatHelpsIsPromotedAndTheReasonSaysTheNumbers() {
        evidence.accept(quality("first", comparison("first", "second", 1000, 90, 10)));
        Change change = next().orElseThrow();
        ModelVersion champion = champion(change);
        assertThat(champion.getVersion()).isEqualTo("second");
        assertThat(champion.getStageReason())
                .contains(
                        "on 1000 labelled images 90 helped and 10 hurt",
                        "+8.0 points",
                        "candidate 1 under champion 1",
                        "0.05");
    }

    @Test
    void nothingHappensWhereOnlyCommandsDecide() {
        evidence.accept(quality("first", comparison("first", "second", 1000, 90, 10)));
        PromotionPolicy manual = new PromotionPolicy(new PromotionSettings(false, 0.05, 200));
        assertThat(manual.promotion(registry, evidence)).isEmpty();
        assertThat(manual.next(registry, evidence, at(9))).isEmpty();
    }

    @Test
    void tooFewLabelsDecideNothing() {
        evidence.accept(quality("first", comparison("first", "second", 199, 90, 0)));
        assertThat(next()).isEmpty();
        evidence.accept(quality("first", comparison("first", "second", 200, 90, 0)));
        assertThat(next()).isPresent();
    }

    @Test
    void windowsAndSlicesAreNoEvidence() {
        Comparison good = comparison("first", "second", 1000, 90, 10);
        assertThat(evidence.accept(quality("first", "all", T0, good))).isFalse();
        assertThat(evidence.accept(quality("first", "source=a", null, good))).isFalse();
        assertThat(next()).isEmpty();
    }

    @Test
    void evidenceAgainstAnotherChampionDoesNotCount() {
        evidence.accept(quality("older", comparison("older", "second", 1000, 90, 10)));
        assertThat(next()).isEmpty();
    }

    @Test
    void laterCandidatesNeedMoreEvidence() {
        // The verdict at the evaluation's own level is HELPS, but not at the share of the tenth test.
        for (int i = 0; i < 9; i++) {
            registry = registry.with(version("no" + i, Stage.REJECTED, 2 + i));
        }
        registry = registry.with(version("tenth", Stage.CANDIDATE, 60));
        Comparison close = comparison("first", "tenth", 1000, 38, 12);
        assertThat(close.getVerdict()).isEqualTo(Verdict.HELPS);
        assertThat(close.getLogEvidenceHelps()).isLessThan(Math.log(2 / (0.05 * 6 / (Math.PI * Math.PI * 100))));
        evidence.accept(quality("first", close));
        assertThat(next()).isEmpty();
        evidence.accept(quality("first", comparison("first", "tenth", 1000, 90, 10)));
        assertThat(champion(next().orElseThrow()).getVersion()).isEqualTo("tenth");
    }

    @Test
    void aComparisonUnderAnotherChampionIsAnotherTest() {
        registry = VersionStages.EMPTY
                .with(version("first", Stage.RETIRED, 1))
                .with(version("second", Stage.CANDIDATE, 2))
                .with(version("third", Stage.CHAMPION, 3));
        evidence.accept(quality("third", comparison("third", "second", 1000, 90, 10)));
        assertThat(champion(next().orElseThrow()).getStageReason()).contains("candidate 1 under champion 3");
    }

    @Test
    void theSharesOfAllTestsAddUpToTheLevel() {
        ErrorBudget budget = new ErrorBudget(0.05);
        double sum = LongStream.rangeClosed(1, 2_000)
                .mapToDouble(candidate -> LongStream.rangeClosed(1, 2_000)
                        .mapToDouble(champion -> budget.share(candidate, champion))
                        .sum())
                .sum();
        assertThat(sum).isLessThan(0.05).isCloseTo(0.05, within(1e-4));
        assertThat(budget.share(1, 1)).isCloseTo(0.05 * Math.pow(0.6079271, 2), within(1e-8));
        assertThat(budget.share(3, 2)).isCloseTo(budget.share(1, 1) / 36, within(1e-12));
        assertThat(budget.logNeeded(1, 1)).isCloseTo(Math.log(2 / budget.share(1, 1)), within(1e-9));
    }

    @Test
    void ofTwoThatHelpTheBetterOneIsPromoted() {
        registry = registry.with(version("third", Stage.CANDIDATE, 3));
        evidence.accept(quality(
                "first", comparison("first", "second", 1000, 90, 10), comparison("first", "third", 1000, 150, 10)));
        assertThat(champion(next().orElseThrow()).getVersion()).isEqualTo("third");
    }

    @Test
    void aCandidateThatHurtsOrMakesNoDifferenceIsRejected() {
        evidence.accept(quality("first", comparison("first", "second", 1000, 10, 90)));
        assertThat(next().orElseThrow().records()).singleElement().satisfies(rejected -> {
            assertThat(rejected.getStage()).isEqualTo(Stage.REJECTED);
            assertThat(rejected.getStageReason()).contains("HURTS", "10 helped and 90 hurt");
        });
        evidence.accept(quality("first", comparison("first", "second", 20_000, 5, 5)));
        assertThat(next().orElseThrow().records().get(0).getStageReason()).contains("EQUIVALENT");
    }

    @Test
    void aChampionWhoseCorrectionHurtsIsRolledBackIfThereIsWhereto() {
        evidence.accept(quality("first", comparison("first", null, 1000, 10, 90)));
        assertThat(next()).isEmpty();
        registry = registry.with(version("zero", Stage.RETIRED, 0));
        Change change = next().orElseThrow();
        assertThat(champion(change).getVersion()).isEqualTo("zero");
        assertThat(change.records().get(0).getStageReason()).contains("10 helped and 90 hurt");
    }

    private Optional<Change> next() {
        return policy.promotion(registry, evidence)
                .map(promotion ->
                        (Change) StageRules.promote(registry, promotion.version(), promotion.reason(), at(99)))
                .or(() -> policy.next(registry, evidence, at(99)));
    }

    private static ModelVersion champion(Change change) {
        return change.records().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .findFirst()
                .orElseThrow();
    }
}

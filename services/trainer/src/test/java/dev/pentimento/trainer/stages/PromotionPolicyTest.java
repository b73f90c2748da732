package dev.pentimento.trainer.stages;

import static dev.pentimento.trainer.Fixtures.T0;
import static dev.pentimento.trainer.Fixtures.artifact;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.comparison;
import static dev.pentimento.trainer.Fixtures.drift;
import static dev.pentimento.trainer.Fixtures.quality;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
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
    private final DriftAlarms alarms = new DriftAlarms();
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
                        "candidate 1 under champion 1 in epoch 0",
                        "0.05");
    }

    @Test
    void nothingHappensWhereOnlyCommandsDecide() {
        evidence.accept(quality("first", comparison("first", "second", 1000, 90, 10)));
        PromotionPolicy manual = new PromotionPolicy(new PromotionSettings(false, 0.05, 200));
        assertThat(manual.promotion(registry, evidence)).isEmpty();
        assertThat(manual.others(registry, evidence, alarms, at(9))).isEmpty();
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
        double sum = LongStream.rangeClosed(1, 300)
                .mapToDouble(candidate -> LongStream.rangeClosed(1, 300)
                        .mapToDouble(champion -> LongStream.rangeClosed(1, 300)
                                .mapToDouble(epoch -> budget.share(candidate, champion, epoch))
                                .sum())
                        .sum())
                .sum();
        assertThat(sum).isLessThan(0.05).isCloseTo(0.05, within(5e-4));
        assertThat(budget.share(1, 1, 1)).isCloseTo(0.05 * Math.pow(0.6079271, 3), within(1e-8));
        assertThat(budget.share(3, 2, 5)).isCloseTo(budget.share(1, 1, 1) / 900, within(1e-12));
        assertThat(budget.logNeeded(1, 1, 1)).isCloseTo(Math.log(2 / budget.share(1, 1, 1)), within(1e-9));
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

    @Test
    void aTestOfALaterEpochNeedsMoreEvidence() {
        Comparison close = comparison("first", "second", 1000, 38, 12);
        evidence.accept(quality("first", close));
        assertThat(next()).isPresent();
        evidence.accept(quality("first", sinceResolved("a", 9, close)));
        assertThat(next()).isEmpty();
    }

    /** The drifts a and b: a version without a correction, and one whose correction was learned for drift a. */
    private void correctionIsChampion() {
        registry = VersionStages.EMPTY
                .with(version("plain", Stage.RETIRED, 1))
                .with(learnedFor("a", "corrected", Stage.CHAMPION, "plain", 2));
        evidence.accept(quality("corrected", comparison("corrected", null, 1000, 300, 20)));
    }

    private static ModelVersion learnedFor(String alarm, String id, Stage stage, String parent, long seconds) {
        return ModelVersion.newBuilder(version(id, stage, seconds))
                .setParent(parent)
                .setCorrectionFile(artifact(id))
                .setLearnedForAlarm(alarm)
                .build();
    }

    private static Comparison sinceResolved(String alarm, long epoch, Comparison comparison) {
        return Comparison.newBuilder(comparison)
                .setEpoch(epoch)
                .setEpochAlarm(alarm)
                .setEpochStart(at(200))
                .build();
    }

    private void apply(Change change) {
        registry = registry.with(change.records());
    }

    @Test
    void aCorrectionIsTakenBackOnceItsDriftHasGoneAndItNoLongerHelps() {
        correctionIsChampion();
        alarms.accept(drift("a", AlarmState.RAISED, "all", 100));
        assertThat(next()).as("the drift is there").isEmpty();
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        assertThat(next()).as("only evidence of the drift").isEmpty();
        evidence.accept(quality("corrected", sinceResolved("a", 1, comparison("corrected", null, 199, 0, 50))));
        assertThat(next()).as("too few labels since then").isEmpty();
        Comparison undecided = sinceResolved("a", 1, comparison("corrected", null, 800, 10, 14));
        assertThat(undecided.getUpper()).isGreaterThan(0.01);
        evidence.accept(quality("corrected", undecided));
        assertThat(next()).as("it may still help").isEmpty();
        Comparison useless = sinceResolved("a", 1, comparison("corrected", null, 2_000, 25, 35));
        assertThat(useless.getVerdict()).as("neither hurts nor equivalent").isEqualTo(Verdict.UNDECIDED);
        evidence.accept(quality("corrected", useless));

        Change change = next().orElseThrow();
        assertThat(champion(change).getVersion()).isEqualTo("plain");
        assertThat(champion(change).getStageReason()).contains("corrected", "has gone", "alarm a was resolved");
        ModelVersion taken = change.records().get(0);
        assertThat(taken.getStage()).isEqualTo(Stage.RETIRED);
        assertThat(taken.getStageReason()).startsWith("rolled back").contains("25 helped and 35 hurt");
    }

    @Test
    void aCorrectionThatHelpsWithoutItsDriftStays() {
        correctionIsChampion();
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        evidence.accept(quality("corrected", sinceResolved("a", 1, comparison("corrected", null, 2_000, 80, 20))));
        assertThat(next()).isEmpty();
    }

    @Test
    void nothingIsTakenBackOnLabelsThatAreNotLikeAllImages() {
        correctionIsChampion();
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        Comparison useless = sinceResolved("a", 1, comparison("corrected", null, 2_000, 25, 35));
        Comparison biased =
                Comparison.newBuilder(useless).setLabelDistance(0.06).build();
        evidence.accept(quality("corrected", biased));
        assertThat(next()).isEmpty();
    }

    @Test
    void ofSeveralCorrectionsForADriftAllAreTakenBackAtOnce() {
        correctionIsChampion();
        registry = registry.with(learnedFor("a", "corrected", Stage.RETIRED, "plain", 2))
                .with(learnedFor("a", "better", Stage.CHAMPION, "corrected", 3));
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        evidence.accept(quality("better", sinceResolved("a", 1, comparison("better", null, 2_000, 25, 35))));
        assertThat(champion(next().orElseThrow()).getVersion()).isEqualTo("plain");
    }

    @Test
    void aDriftThatReturnsMakesTheCorrectionACandidateAgainAndItsNewEvidenceDecides() {
        takenBack();
        assertThat(next()).as("no alarm stands").isEmpty();
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        apply(next().orElseThrow());
        ModelVersion candidate = registry.find("corrected").orElseThrow();
        assertThat(candidate.getStage()).isEqualTo(Stage.CANDIDATE);
        assertThat(candidate.getRecalledForAlarm()).isEqualTo("b");
        assertThat(candidate.getStageReason()).contains("alarm b", "learned for a");
        assertThat(next()).isEmpty();

        evidence.accept(quality("plain", sinceResolved("a", 1, comparison("plain", "corrected", 1000, 90, 10))));
        assertThat(champion(next().orElseThrow()).getVersion()).isEqualTo("corrected");
    }

    @Test
    void aCorrectionThatIsUselessInAnotherDriftWaitsForTheNextAndIsNotTriedTwice() {
        takenBack();
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        apply(next().orElseThrow());
        evidence.accept(quality("plain", sinceResolved("a", 1, comparison("plain", "corrected", 1000, 10, 90))));
        apply(next().orElseThrow());
        ModelVersion kept = registry.find("corrected").orElseThrow();
        assertThat(kept.getStage()).isEqualTo(Stage.RETIRED);
        assertThat(kept.getStageReason()).contains("10 helped and 90 hurt");
        assertThat(next()).as("once for each alarm").isEmpty();
        alarms.accept(drift("c", AlarmState.RAISED, "all", 400));
        apply(next().orElseThrow());
        assertThat(registry.find("corrected").orElseThrow().getRecalledForAlarm())
                .isEqualTo("c");
        assertThat(next()).as("evidence from before it was recalled").isEmpty();
        evidence.accept(quality("plain", sinceResolved("a", 1, comparison("plain", "corrected", 1199, 100, 90))));
        assertThat(next()).as("199 labels since then").isEmpty();
        evidence.accept(quality("plain", sinceResolved("a", 1, comparison("plain", "corrected", 2000, 110, 90))));
        assertThat(champion(next().orElseThrow()).getStageReason()).contains("100 helped and 0 hurt");
    }

    @Test
    void aRecalledCandidateIsNotPromotedOnItsFormerEvidence() {
        takenBack();
        evidence.accept(quality("plain", sinceResolved("a", 1, comparison("plain", "corrected", 1000, 90, 10))));
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        apply(next().orElseThrow());
        assertThat(registry.candidates()).hasSize(1);
        assertThat(next()).isEmpty();
        evidence.accept(quality("plain", sinceResolved("b", 2, comparison("plain", "corrected", 1000, 90, 10))));
        assertThat(champion(next().orElseThrow()).getVersion())
                .as("all of another epoch is after the recall")
                .isEqualTo("corrected");
    }

    @Test
    void everyChangeThatIsDemandedIsToldSoThatOneCannotBlockTheOthers() {
        correctionIsChampion();
        registry = registry.with(version("second", Stage.CANDIDATE, 3)).with(version("third", Stage.CANDIDATE, 4));
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        evidence.accept(quality(
                "corrected",
                sinceResolved("a", 1, comparison("corrected", null, 2_000, 25, 35)),
                comparison("corrected", "second", 1000, 10, 90),
                comparison("corrected", "third", 1000, 10, 90)));
        assertThat(policy.others(registry, evidence, alarms, at(99)))
                .extracting(Change::detail)
                .satisfiesExactly(
                        one -> assertThat(one).contains("second is rejected"),
                        two -> assertThat(two).contains("third is rejected"),
                        three -> assertThat(three).contains("plain is the champion"));
    }

    @Test
    void aCandidateThatIsUselessInItsOwnDriftIsRejectedAndAfterItIsKept() {
        registry = VersionStages.EMPTY
                .with(version("plain", Stage.CHAMPION, 1))
                .with(learnedFor("a", "learned", Stage.CANDIDATE, "plain", 2));
        evidence.accept(quality("plain", comparison("plain", "learned", 1000, 10, 90)));
        alarms.accept(drift("a", AlarmState.RAISED, "all", 100));
        assertThat(next().orElseThrow().records().get(0).getStage()).isEqualTo(Stage.REJECTED);
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        assertThat(next().orElseThrow().records().get(0).getStage()).isEqualTo(Stage.RETIRED);
    }

    @Test
    void onlyTheCorrectionThatWasTakenBackLastIsRecalled() {
        takenBack();
        ModelVersion older = learnedFor("z", "older", Stage.RETIRED, "plain", 2);
        registry = registry.with(ModelVersion.newBuilder(older)
                .setStageReason(registry.find("corrected").orElseThrow().getStageReason())
                .setStageChangedAt(at(1))
                .build());
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        apply(next().orElseThrow());
        assertThat(registry.candidates()).extracting(ModelVersion::getVersion).containsExactly("corrected");
        assertThat(next()).as("one for each alarm").isEmpty();
    }

    @Test
    void anAlarmReplacesThatWhichItNamesWhateverTheTimesOfTheImages() {
        takenBack();
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        alarms.accept(replacing("c", "b", 250));
        alarms.accept(drift("b", AlarmState.RAISED, "all", 300));
        apply(next().orElseThrow());
        assertThat(registry.find("corrected").orElseThrow().getRecalledForAlarm())
                .isEqualTo("c");
    }

    private static DriftWindow replacing(String alarm, String former, long raisedAt) {
        DriftWindow window = drift(alarm, AlarmState.RAISED, "all", raisedAt);
        return DriftWindow.newBuilder(window)
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                        .setReplaces(former)
                        .build())
                .build();
    }

    private void takenBack() {
        correctionIsChampion();
        alarms.accept(drift("a", AlarmState.RESOLVED, "all", 100));
        evidence.accept(quality("corrected", sinceResolved("a", 1, comparison("corrected", null, 2_000, 25, 35))));
        apply(next().orElseThrow());
        assertThat(registry.champion().orElseThrow().getVersion()).isEqualTo("plain");
    }

    private Optional<Change> next() {
        return policy.promotion(registry, evidence)
                .map(promotion ->
                        (Change) StageRules.promote(registry, promotion.version(), promotion.reason(), at(99)))
                .or(() -> policy.others(registry, evidence, alarms, at(99)).findFirst());
    }

    private static ModelVersion champion(Change change) {
        return change.records().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .findFirst()
                .orElseThrow();
    }
}

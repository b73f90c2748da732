package dev.pentimento.trainer.retraining;

import static dev.pentimento.trainer.Fixtures.artifact;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.comparison;
import static dev.pentimento.trainer.Fixtures.drift;
import static dev.pentimento.trainer.Fixtures.outcome;
import static dev.pentimento.trainer.Fixtures.quality;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.trainer.retraining.RetrainingPolicy.Situation;
import dev.pentimento.trainer.stages.DriftAlarms;
import dev.pentimento.trainer.stages.Evidence;
import dev.pentimento.trainer.stages.VersionStages;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetrainingPolicyTest {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private static final Duration COOL_DOWN = Duration.ofMinutes(10);

    private final Evidence evidence = new Evidence();
    private final DriftAlarms alarms = new DriftAlarms();
    private final Reservoir reservoir = new Reservoir(100_000);
    private final PastTrainings past = new PastTrainings();
    private VersionStages registry = VersionStages.EMPTY.with(version("champion", Stage.CHAMPION, 0));
    private int labels;

    @Test
    void aDriftAlarmStartsATrainingOnTheImagesSinceTheDriftBegan() {
        label(300, 10);
        label(199, 100);
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        assertThat(due(0)).isEmpty();
        label(1, 100);
        TrainingOrder order = due(0).orElseThrow();
        assertThat(order.trigger()).isEqualTo("drift alarm");
        assertThat(order.alarm()).isEqualTo("alarm");
        assertThat(order.known()).containsExactly("champion");
        assertThat(order.positions()).hasSize(200).allMatch(each -> each.imageMillis() == at(100).toEpochMilli());
    }

    @Test
    void anAlarmAgainstAReferenceThatTheChampionHasNotSaysNothingOfIt() {
        label(500, 100);
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        registry = registry.with(ModelVersion.newBuilder(version("champion", Stage.CHAMPION, 0))
                .setReferenceFile(artifact("another"))
                .build());
        assertThat(due(0)).isEmpty();
    }

    @Test
    void imagesThatTheClassifierItselfLearnedFromAreNotLearnedFromAgain() {
        registry = VersionStages.EMPTY
                .with(version("first", Stage.RETIRED, 0))
                .with(ModelVersion.newBuilder(version("champion", Stage.CHAMPION, 50))
                        .setParent("first")
                        .setClassifierFile(artifact("learned on"))
                        .build());
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 10));
        label(500, 20);
        assertThat(due(60)).isEmpty();
        label(200, 55);
        assertThat(due(60).orElseThrow().positions())
                .hasSize(200)
                .allMatch(each -> each.imageMillis() == at(55).toEpochMilli());
    }

    @Test
    void withoutAnAlarmNothingIsTrained() {
        label(5000, 10);
        assertThat(due(0)).isEmpty();
    }

    @Test
    void anAlarmOfASliceOrOneThatIsResolvedStartsNothing() {
        label(500, 100);
        alarms.accept(drift("alarm", AlarmState.RAISED, "source=a", 100));
        assertThat(due(0)).isEmpty();
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        alarms.accept(drift("alarm", AlarmState.RESOLVED, "all", 100));
        assertThat(due(0)).isEmpty();
        // A window written again still shows the alarm of its time.
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        assertThat(due(0)).isEmpty();
    }

    @Test
    void anAlarmThatWasTrainedForIsTrainedForAgainAtTwiceTheLabelsWithoutACoolDown() {
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        label(250, 100);
        past.ended("drift alarm", 250, at(0));
        label(249, 100);
        assertThat(due(1)).isEmpty();
        assertThat(due(100_000)).isEmpty();
        label(1, 100);
        assertThat(due(1)).isPresent();
    }

    @Test
    void anotherAlarmWaitsForTheCoolDown() {
        alarms.accept(drift("second", AlarmState.RAISED, "all", 100));
        label(250, 100);
        past.ended("drift first", 250, at(0));
        assertThat(due(COOL_DOWN.toSeconds() - 1)).isEmpty();
        assertThat(due(COOL_DOWN.toSeconds())).isPresent();
    }

    @Test
    void aDriftThatGoesOnIsTrainedForAgainWithoutACoolDownOnTheImagesSinceItsLatestAlarm() {
        alarms.accept(drift("first", AlarmState.RAISED, "all", 100));
        label(250, 100);
        past.ended("drift first", 250, at(0));
        alarms.accept(replacing("first", drift("second", AlarmState.RAISED, "all", 300)));
        assertThat(due(1)).as("no labels since the second began").isEmpty();
        label(250, 300);
        TrainingOrder order = due(1).orElseThrow();
        assertThat(order.trigger()).isEqualTo("drift second");
        assertThat(order.alarm()).isEqualTo("second");
        assertThat(order.positions()).hasSize(250);
        past.ended("drift second", 250, at(1));
        assertThat(due(2)).as("once, until the labels have doubled").isEmpty();
    }

    @Test
    void nothingIsTrainedForTheNextAlarmWhileACandidateForTheOneBeforeIsInDecision() {
        registry = registry.with(ModelVersion.newBuilder(version("learned", Stage.CANDIDATE, 5))
                .setParent("champion")
                .setLearnedForAlarm("first")
                .build());
        past.ended("drift first", 250, at(0));
        alarms.accept(replacing("first", drift("second", AlarmState.RAISED, "all", 300)));
        label(250, 300);
        assertThat(due(1)).as("not compared yet").isEmpty();
        evidence.accept(quality("champion", comparison("champion", "learned", 300, 12, 8)));
        assertThat(due(1)).as("undecided").isEmpty();
        evidence.accept(quality("champion", comparison("champion", "learned", 1000, 90, 10)));
        assertThat(due(1)).isPresent();
    }

    @Test
    void aCandidateOfAnAlarmFurtherBackIsWaitedForToo() {
        registry = registry.with(ModelVersion.newBuilder(version("learned", Stage.CANDIDATE, 5))
                .setParent("champion")
                .setLearnedForAlarm("first")
                .build());
        past.ended("drift first", 250, at(0));
        alarms.accept(drift("first", AlarmState.RAISED, "all", 100));
        alarms.accept(replacing("first", drift("second", AlarmState.RAISED, "all", 300)));
        alarms.accept(replacing("second", drift("third", AlarmState.RAISED, "all", 400)));
        label(250, 400);
        assertThat(due(100_000)).as("not compared yet").isEmpty();
        evidence.accept(quality("champion", comparison("champion", "learned", 1000, 90, 10)));
        assertThat(due(1)).as("without a cool-down, since the drift goes on").isPresent();
    }

    @Test
    void aRecalledCandidateIsWaitedForUntilTheLabelsHaveDoubled() {
        registry = registry.with(ModelVersion.newBuilder(version("recalled", Stage.CANDIDATE, 5))
                .setParent("champion")
                .setLearnedForAlarm("before")
                .setRecalledForAlarm("first")
                .build());
        alarms.accept(drift("first", AlarmState.RAISED, "all", 100));
        label(399, 100);
        assertThat(due(1)).as("undecided").isEmpty();
        label(1, 100);
        assertThat(due(1)).isPresent();
    }

    @Test
    void aRecalledCandidateThatIsDecidedIsNotWaitedFor() {
        registry = registry.with(ModelVersion.newBuilder(version("recalled", Stage.CANDIDATE, 5))
                .setParent("champion")
                .setLearnedForAlarm("before")
                .setRecalledForAlarm("first")
                .build());
        alarms.accept(drift("first", AlarmState.RAISED, "all", 100));
        label(250, 100);
        evidence.accept(quality("champion", comparison("champion", "recalled", 1000, 10, 90)));
        assertThat(due(1)).isPresent();
    }

    private static DriftWindow replacing(String former, DriftWindow window) {
        return DriftWindow.newBuilder(window)
                .setAlarm(DriftAlarm.newBuilder(window.getAlarm())
                        .setReplaces(former)
                        .build())
                .build();
    }

    @Test
    void aTrainingThatFailedIsTriedAgainAfterTheCoolDown() {
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        label(250, 100);
        past.failed(at(0));
        assertThat(due(1)).isEmpty();
        assertThat(due(COOL_DOWN.toSeconds())).isPresent();
    }

    @Test
    void theRegistryRemembersOverRestartsWhatWasTrained() {
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        label(250, 100);
        past.accept(ModelVersion.newBuilder(version("derived", Stage.CANDIDATE, 5))
                .setParent("champion")
                .setTrigger("drift alarm")
                .setValidation(Map.of("labels", 240.0))
                .build());
        assertThat(due(100_000)).isEmpty();
    }

    @Test
    void aCorrectionThatHurtsStartsATraining() {
        label(250, 100);
        evidence.accept(quality("champion", comparison("champion", null, 1000, 10, 90)));
        TrainingOrder order = due(0).orElseThrow();
        assertThat(order.trigger()).isEqualTo("hurts champion");
        assertThat(order.alarm()).isNull();
        assertThat(due(settings(true, false, 0), 0)).isEmpty();
    }

    @Test
    void everySoManyNewLabelsATrainingStarts() {
        label(299, 100);
        assertThat(due(settings(true, true, 300), 0)).isEmpty();
        label(1, 100);
        assertThat(due(settings(true, true, 300), 0)).isPresent();
        past.ended("labels", 300, at(200));
        assertThat(due(settings(true, true, 300), 10_000)).isEmpty();
        label(300, 300);
        assertThat(due(settings(true, true, 300), 10_000)).isPresent();
    }

    @Test
    void labelsThatAreDatedYearsAheadCountNotAsNewAfterEachTraining() {
        label(300, 8_000_000_000L);
        assertThat(due(settings(true, true, 300), 0)).isEmpty();
        label(300, 100);
        assertThat(due(settings(true, true, 300), 0)).isPresent();
        past.ended("labels", 600, at(200));
        assertThat(due(settings(true, true, 300), 10_000)).isEmpty();
    }

    @Test
    void aTrainingThatAClockDatedAheadKeepsNobodyWaiting() {
        label(300, 100);
        past.failed(at(8_000_000_000L));
        past.failed(at(50));

        assertThat(past.cooledDown(COOL_DOWN, at(60))).isTrue();
    }

    @Test
    void driftCanBeSwitchedOff() {
        alarms.accept(drift("alarm", AlarmState.RAISED, "all", 100));
        label(250, 100);
        assertThat(due(settings(false, true, 0), 0)).isEmpty();
    }

    @Test
    void anOperatorNeedsAHundredLabelsAndAChampion() {
        RetrainingPolicy policy = new RetrainingPolicy(settings(true, true, 0));
        label(99, 100);
        assertThat(policy.commanded("7", situation(registry))).isEmpty();
        assertThat(policy.usableLabels(situation(registry))).isEqualTo(99);
        label(1, 100);
        assertThat(policy.commanded("7", situation(registry)).orElseThrow().trigger())
                .isEqualTo("command 7");
        assertThat(policy.commanded("7", situation(VersionStages.EMPTY))).isEmpty();
    }

    private void label(int images, long seconds) {
        for (int i = 0; i < images; i++) {
            labels++;
            reservoir.accept(outcome(0, labels, 0, labels % 2 == 0 ? "cat" : "dog", seconds));
        }
    }

    private Optional<TrainingOrder> due(long seconds) {
        return due(settings(true, true, 0), seconds);
    }

    private Optional<TrainingOrder> due(RetrainingSettings settings, long seconds) {
        return new RetrainingPolicy(settings).due(situation(registry), at(seconds));
    }

    private Situation situation(VersionStages known) {
        return new Situation(known, evidence, alarms, reservoir, past, 200);
    }

    private static RetrainingSettings settings(boolean drift, boolean hurts, long every) {
        return new RetrainingSettings(drift, hurts, every, 200, COOL_DOWN, false);
    }
}

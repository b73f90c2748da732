package dev.pentimento.trainer;

import static dev.pentimento.trainer.Fixtures.artifact;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.command;
import static dev.pentimento.trainer.Fixtures.comparison;
import static dev.pentimento.trainer.Fixtures.drift;
import static dev.pentimento.trainer.Fixtures.outcome;
import static dev.pentimento.trainer.Fixtures.quality;
import static dev.pentimento.trainer.Fixtures.report;
import static dev.pentimento.trainer.Fixtures.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.models.VersionIds;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.trainer.retraining.RetrainingSettings;
import dev.pentimento.trainer.retraining.TrainingOrder;
import dev.pentimento.trainer.retraining.TrainingResult;
import dev.pentimento.trainer.stages.PromotionSettings;
import dev.pentimento.trainer.stages.Trials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    static {
        GeneratedClasses.trust(); // building a version reads the defaults of its schema
    }

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TrainerState state = new TrainerState(1000);
    private final List<TrainingOrder> orders = new CopyOnWriteArrayList<>();
    private final Map<String, String> faults = new ConcurrentHashMap<>();
    private volatile TrainingResult result = new TrainingResult.Published("made", "published version made");
    /** How far the machine's clock is from the right time. */
    private Duration wrong = Duration.ZERO;

    private Instant now = at(1000);
    private VersionTrust trust = VersionTrust.ANY;
    private BackgroundWork work;
    private TrainerSettings settings;
    private Trainer trainer;

    @BeforeEach
    void start() {
        producer.initTransactions();
        state.becomeSoleWriter();
        work = new BackgroundWork(
                (order, cancelled) -> {
                    orders.add(order);
                    return result;
                },
                version -> Optional.ofNullable(faults.get(version.getVersion())));
        settings = new TrainerSettings(
                new PromotionSettings(true, 0.05, 200),
                new RetrainingSettings(true, true, 0, 100, Duration.ZERO, false),
                1000,
                1,
                Duration.ofDays(60),
                Optional.empty());
        trainer = trainer(settings);
    }

    private Trainer trainer(TrainerSettings settings) {
        return new Trainer(
                state,
                new StageWriter(
                        producer, new Topics(PlatformSettings.from(Settings.of(Map.of()))), TrainerTest::plainBinary),
                work,
                settings,
                trust,
                new TrainerMetrics(new SimpleMeterRegistry()),
                () -> now.plus(wrong),
                () -> now);
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void theFirstVersionOfAnEmptyRegistryBecomesChampionOnce() {
        state.learn(version("first", Stage.CANDIDATE, 1));
        state.learn(version("second", Stage.CANDIDATE, 2));
        trainer.act();
        trainer.act();
        assertThat(stages()).containsExactly("first CHAMPION");
    }

    @Test
    void aPromotionAndItsAnswerAreOneTransaction() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        loaded("second", "evaluation");
        producer.clear();
        trainer.act();
        assertThat(producer.commitCount()).isEqualTo(2);
        assertThat(stages()).containsExactly("first RETIRED", "second CHAMPION");
        assertThat(answers()).singleElement().satisfies(answered -> {
            assertThat(answered.getId()).isEqualTo("1");
            assertThat(answered.getReason()).isEqualTo("because");
            assertThat(answered.getAnswer().getAccepted()).isTrue();
            assertThat(answered.getAnswer().getDetail()).contains("second", "first");
        });
        assertThat(state.registry().champion().orElseThrow().getTrial()).isNull();
        trainer.act();
        assertThat(producer.commitCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT20H", "PT20H"})
    void aClockThatIsSetNeitherEndsATrialNorProlongsIt(Duration jump) {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        trainer.act(); // from here on it waits for reports
        wrong = jump;
        trainer.act();
        assertThat(answers()).isEmpty();

        now = now.plus(Trials.LIMIT);
        trainer.act();
        assertThat(answers()).hasSize(1);
    }

    @Test
    void aVersionThatNoServiceHasLoadedIsNotPromoted() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        assertThat(state.registry().find("second").orElseThrow().getTrial()).isEqualTo("1");
        trainer.act(); // from here on it waits for reports
        now = now.plus(Trials.LIMIT).minusMillis(1);
        trainer.act();
        assertThat(answers()).isEmpty();

        now = now.plusMillis(1);
        trainer.act();

        assertThat(answers()).singleElement().satisfies(answered -> {
            assertThat(answered.getAnswer().getAccepted()).isFalse();
            assertThat(answered.getAnswer().getDetail())
                    .isEqualTo("version second is not promoted: no evaluation has loaded it within 60 s; champion first"
                            + " stays; --force promotes it anyway");
        });
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("first");
        assertThat(state.registry().find("second").orElseThrow().getTrial()).isNull();
    }

    @Test
    void aVersionThatAnInstanceCannotLoadIsNotPromotedThoughAnotherHasLoadedIt() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        loaded("second", "evaluation");
        state.learn(report("1", "second", "evaluation", "evaluation-b", false));
        trainer.act();
        assertThat(answers().get(0).getAnswer().getDetail()).contains("evaluation-b cannot load it: out of memory");
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("first");
    }

    @Test
    void anObjectionThatAnInstanceMadeBeforeCountsUntilThatInstanceTakesItBack() {
        championAndCandidate();
        state.learn(command("0", CommandKind.REPORT_UNLOADABLE, "second"));
        actUntilAnswered(1);
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        loaded("second", "evaluation");
        trainer.act();
        assertThat(answers()).hasSize(1);

        state.learn(report("1", "second", "evaluation", "ann", true));
        trainer.act();

        assertThat(answers().get(1).getAnswer().getAccepted()).isTrue();
    }

    @Test
    void aVersionWithAnotherEncoderNeedsAnEmbeddingToo() {
        championAndCandidate();
        state.learn(ModelVersion.newBuilder(version("third", Stage.CANDIDATE, 3))
                .setEncoderFile(artifact("b".repeat(64)))
                .build());
        state.learn(command("1", CommandKind.PROMOTE, "third"));
        trainer.act();
        loaded("third", "evaluation");
        trainer.act();
        assertThat(answers()).isEmpty();
        loaded("third", "embedding");
        trainer.act();
        assertThat(answers().get(0).getAnswer().getAccepted()).isTrue();
    }

    @Test
    void aForcedPromotionAsksNobodyAndKeepsItsMarkUntilAnEvaluationHasLoadedIt() {
        championAndCandidate();
        state.learn(ModelCommand.newBuilder(command("1", CommandKind.PROMOTE, "second"))
                .setForce(true)
                .build());
        trainer.act();
        assertThat(stages()).containsExactly("first RETIRED", "second CHAMPION");
        assertThat(state.registry().champion().orElseThrow()).satisfies(champion -> {
            assertThat(champion.getTrial()).isEqualTo("1");
            assertThat(champion.getStageReason()).isEqualTo("forced by ann: because");
        });

        loaded("second", "evaluation");
        trainer.act();
        trainer.act();

        assertThat(stages()).containsExactly("first RETIRED", "second CHAMPION", "second CHAMPION");
        assertThat(state.registry().champion().orElseThrow().getTrial()).isNull();
    }

    @Test
    void aSecondPromotionOfTheSameVersionWaitsForTheFirst() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        state.learn(command("2", CommandKind.PROMOTE, "second"));
        trainer.act();
        trainer.act();
        assertThat(producer.commitCount()).isEqualTo(1);
        loaded("second", "evaluation");
        trainer.act();
        assertThat(answers())
                .extracting(each -> each.getId() + " " + each.getAnswer().getAccepted())
                .containsExactly("1 true", "2 false");
    }

    @Test
    void everyCommandThatCannotBeCarriedOutIsAnsweredWithTheReason() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "none"));
        state.learn(command("2", CommandKind.PROMOTE, "first"));
        state.learn(command("3", CommandKind.ROLL_BACK, null));
        state.learn(command("4", CommandKind.RETRAIN, null));
        state.learn(command("5", CommandKind.REJECT, null));
        trainer.act();
        assertThat(stages()).isEmpty();
        assertThat(answers()).hasSize(5).noneMatch(each -> each.getAnswer().getAccepted());
        assertThat(answers())
                .extracting(each -> each.getAnswer().getDetail())
                .satisfiesExactly(
                        one -> assertThat(one).contains("no version none"),
                        two -> assertThat(two).contains("already the champion"),
                        three -> assertThat(three).contains("no version to go back to"),
                        four -> assertThat(four).contains("0 labelled images"),
                        five -> assertThat(five).contains("names no version"));
    }

    @Test
    void theStageOfAVersionThatIsPublishedAgainIsWrittenAgain() {
        championAndCandidate();
        state.learn(version("first", Stage.CANDIDATE, 9));
        trainer.act();
        trainer.act();
        assertThat(stages()).containsExactly("first CHAMPION");
    }

    @Test
    void anEchoOfAnEarlierStageChangesNothing() {
        championAndCandidate();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        trainer.act();
        loaded("second", "evaluation");
        trainer.act();
        state.learn(version("first", Stage.CHAMPION, 1));
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("second");
        assertThat(state.registry().find("first").orElseThrow().getStage()).isEqualTo(Stage.RETIRED);
    }

    @Test
    void evidencePromotesWithoutACommand() {
        championAndCandidate();
        state.learn(quality("first", comparison("first", "second", 1000, 90, 10)));
        trainer.act();
        loaded("second", "evaluation");
        trainer.act();
        assertThat(stages()).containsExactly("second CANDIDATE", "first RETIRED", "second CHAMPION");
        assertThat(answers()).singleElement().satisfies(answered -> {
            assertThat(answered.getRequestedBy()).isEqualTo("trainer");
            assertThat(answered.getAnswer().getAccepted()).isTrue();
        });
        assertThat(state.registry().champion().orElseThrow().getStageReason()).startsWith("helps against champion");
    }

    @Test
    void evidenceThatBeganAnewWhileTheVersionWasTriedPromotesNothing() {
        championAndCandidate();
        state.learn(quality("first", comparison("first", "second", 1000, 90, 10)));
        trainer.act();
        state.learn(quality("first", comparison("first", "second", 0, 0, 0)));
        loaded("second", "evaluation");
        trainer.act();
        trainer.act();
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("first");
        assertThat(answers()).singleElement().satisfies(answered -> {
            assertThat(answered.getAnswer().getAccepted()).isFalse();
            assertThat(answered.getAnswer().getDetail()).contains("the evidence stopped demanding it");
        });
        assertThat(state.registry().find("second").orElseThrow().getTrial()).isNull();
    }

    @Test
    void evidencePromotesNoVersionThatNobodyCanLoadAndAsksAgainLater() {
        championAndCandidate();
        state.learn(quality("first", comparison("first", "second", 1000, 90, 10)));
        trainer.act();
        String trial = trialOf("second");
        state.learn(report(trial, "second", "evaluation", "evaluation-a", false));
        for (int i = 0; i < 3; i++) {
            trainer.act();
        }
        assertThat(answers())
                .singleElement()
                .satisfies(answered ->
                        assertThat(answered.getAnswer().getAccepted()).isFalse());
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("first");

        now = now.plus(Duration.ofMinutes(10));
        trainer.act();
        loaded("second", "evaluation");
        trainer.act();

        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("second");
    }

    @Test
    void aChampionWhoseCorrectionHurtsIsRolledBackWithoutACommandInOneTransaction() {
        state.learn(version("first", Stage.RETIRED, 1));
        state.learn(version("second", Stage.CHAMPION, 2));
        state.learn(quality("second", comparison("second", null, 1000, 10, 90)));
        trainer.act();
        trainer.act();
        assertThat(stages()).containsExactly("second RETIRED", "first CHAMPION");
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(state.registry().find("second").orElseThrow().getStageReason())
                .contains("the correction of second hurts", "10 helped and 90 hurt");
        assertThat(answers()).isEmpty();
    }

    @Test
    void aRecalledVersionIsACandidateAlsoAfterARestartAndItsEchoChangesNothing() {
        ModelVersion taken = ModelVersion.newBuilder(version("taken", Stage.RETIRED, 2))
                .setCorrectionFile(artifact("correction"))
                .setLearnedForAlarm("a")
                .setStageReason("rolled back: its drift has gone: fixture")
                .build();
        ModelVersion plain = version("plain", Stage.CHAMPION, 1);
        state.learn(plain);
        state.learn(taken);
        state.learn(drift("b", AlarmState.RAISED, "all", 300));
        trainer.act();
        trainer.act();
        assertThat(stages()).containsExactly("taken CANDIDATE");
        ModelVersion recalled = state.registry().find("taken").orElseThrow();

        TrainerState restarted = new TrainerState(1000);
        List.of(plain, taken, recalled).forEach(restarted::learn);
        assertThat(restarted.registry().find("taken").orElseThrow().getStage()).isEqualTo(Stage.CANDIDATE);
        assertThat(restarted.toRestore()).isEmpty();

        state.learn(quality("plain", comparison("plain", "taken", 1000, 90, 10)));
        trainer.act();
        loaded("taken", "evaluation");
        trainer.act();
        state.learn(recalled);
        trainer.act();
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("taken");
        assertThat(state.toRestore()).isEmpty();
    }

    @Test
    void aHarmfulChampionWithNothingToGoBackToStaysUntilAnotherVersionIsThere() {
        state.learn(version("first", Stage.CHAMPION, 1));
        state.learn(quality("first", comparison("first", null, 1000, 10, 90)));
        trainer.act();
        assertThat(stages()).isEmpty();
        assertThat(producer.commitCount()).isZero();
    }

    @Test
    void oneInstancesFailureToLoadRejectsNothingByItself() {
        championAndCandidate();
        state.learn(command("1", CommandKind.REPORT_UNLOADABLE, "second"));
        actUntilAnswered(1);
        assertThat(stages()).isEmpty();
        assertThat(answers().get(0).getAnswer().getDetail()).contains("can be loaded here", "ann");
    }

    @Test
    void aVersionThatIsAtFaultItselfIsRejected() {
        championAndCandidate();
        faults.put("second", "file is damaged");
        state.learn(command("1", CommandKind.REPORT_UNLOADABLE, "second"));
        actUntilAnswered(1);
        assertThat(stages()).containsExactly("second REJECTED");
        assertThat(state.registry().find("second").orElseThrow().getStageReason())
                .contains("file is damaged");
    }

    @Test
    void aRetrainingIsAnsweredWithWhatCameOfIt() {
        championAndCandidate();
        labels(120);
        state.learn(command("1", CommandKind.RETRAIN, null));
        actUntilAnswered(1);
        assertThat(answers().get(0).getAnswer().getAccepted()).isTrue();
        assertThat(answers().get(0).getAnswer().getDetail()).isEqualTo("published version made");
        assertThat(orders)
                .singleElement()
                .satisfies(order -> assertThat(order.trigger()).isEqualTo("command 1"));
    }

    @Test
    void aRetrainingThatWasPublishedBeforeARestartIsNotDoneTwice() {
        championAndCandidate();
        labels(120);
        state.learn(ModelVersion.newBuilder(version("made", Stage.CANDIDATE, 5))
                .setTrigger("command 1")
                .build());
        state.learn(command("1", CommandKind.RETRAIN, null));
        trainer.act();
        assertThat(answers().get(0).getAnswer().getDetail()).contains("made");
        assertThat(orders).isEmpty();
    }

    @Test
    void aDriftAlarmTrainsOnceUntilTheLabelsHaveDoubled() {
        championAndCandidate();
        result = new TrainingResult.Refused("no better");
        state.learn(drift("alarm", AlarmState.RAISED, "all", 100));
        labels(150);
        actUntil(() -> orders.size() == 1 && !work.training());
        for (int i = 0; i < 5; i++) {
            trainer.act();
        }
        assertThat(orders).hasSize(1);
        labels(300);
        actUntil(() -> orders.size() == 2 && !work.training());
        assertThat(orders.get(1).positions()).hasSize(300);
    }

    @Test
    void aTrainerThatWasReplacedStops() {
        championAndCandidate();
        producer.fenceProducer();
        state.learn(command("1", CommandKind.PROMOTE, "second"));
        assertThatThrownBy(trainer::act).isInstanceOf(ProducerFencedException.class);
        assertThat(state.registry().champion().orElseThrow().getVersion()).isEqualTo("first");
    }

    private String trialOf(String version) {
        return state.registry().find(version).orElseThrow().getTrial();
    }

    /** An instance of the service has loaded the version that is on trial. */
    private void loaded(String version, String service) {
        state.learn(report(trialOf(version), version, service, service + "-a", true));
    }

    private void championAndCandidate() {
        state.learn(version("first", Stage.CHAMPION, 1));
        state.learn(version("second", Stage.CANDIDATE, 2));
    }

    private void labels(int count) {
        for (int i = 0; i < count; i++) {
            state.learn(outcome(0, i, 0, i % 2 == 0 ? "cat" : "dog", 200));
        }
    }

    private void actUntilAnswered(int count) {
        actUntil(() -> answers().size() == count);
    }

    private void actUntil(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            trainer.act();
            return condition.call();
        });
    }

    private List<String> stages() {
        List<String> stages = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            if (record.topic().equals("model-versions")) {
                ModelVersion version = read(() -> ModelVersion.fromByteBuffer(ByteBuffer.wrap(record.value())));
                stages.add(version.getVersion() + " " + version.getStage());
            }
        }
        return stages;
    }

    @Test
    void aCandidateThatIsInOrderEntersTheRegistryInOneTransactionWithItsAnswer() {
        state.learn(version("first", Stage.CHAMPION, 1));
        ModelVersion published = named(version("", Stage.CHAMPION, 2));
        state.learn(candidate("1", published));

        actUntil(() -> candidateAnswers().size() == 1);

        assertThat(candidateAnswers().get(0).getAnswer().getAccepted()).isTrue();
        assertThat(stages()).containsExactly(published.getVersion() + " CANDIDATE");
        assertThat(producer.commitCount()).isEqualTo(1);
        state.learn(entered()); // the echo
        trainer.act();
        assertThat(candidateAnswers()).hasSize(1);
    }

    @Test
    void theEchoOfACandidateThatBecameChampionMeanwhileChangesNothing() {
        ModelVersion published = named(version("", Stage.CANDIDATE, 2));
        state.learn(candidate("1", published));
        actUntil(() -> stages().size() == 2);

        state.learn(entered());
        trainer.act();

        assertThat(stages())
                .containsExactly(published.getVersion() + " CANDIDATE", published.getVersion() + " CHAMPION");
    }

    @Test
    void aCandidateWithAnotherIdThanItsContentGivesIsRefused() {
        state.learn(candidate("1", version("cafecafecafe", Stage.CANDIDATE, 2)));

        trainer.act();

        assertThat(refusal()).contains("cafecafecafe", "its content gives the id");
        assertThat(stages()).isEmpty();
    }

    @Test
    void theFilesOfARefusedCandidateAreDeletedButForThoseThatOthersUse() {
        state.learn(version("first", Stage.CHAMPION, 1));
        ModelVersion published = named(ModelVersion.newBuilder(version("", Stage.CANDIDATE, 2))
                .setCorrectionFile(artifact("a".repeat(64)))
                .build());
        faults.put(published.getVersion(), "it gives NaN");
        state.learn(candidate("1", published));

        actUntil(() -> candidateAnswers().size() == 1);

        assertThat(refusal()).contains(published.getVersion(), "it gives NaN");
        assertThat(deleted()).containsExactly("a".repeat(64) + "/0");
        assertThat(state.registry().find(published.getVersion())).isEmpty();
    }

    @Test
    void aKnownVersionThatIsPublishedAgainKeepsItsStageAndTakesTheNewPlacesOfItsFiles() {
        ModelVersion known = named(version("", Stage.CHAMPION, 1));
        state.learn(known);
        ModelVersion again = ModelVersion.newBuilder(known)
                .setStage(Stage.CANDIDATE)
                .setDataFingerprint("another")
                .setEncoderFile(Artifact.newBuilder(known.getEncoderFile())
                        .setOffsets(List.of(77L))
                        .build())
                .build();
        state.learn(candidate("1", again));

        actUntil(() -> candidateAnswers().size() == 1);

        assertThat(entered().getStage()).isEqualTo(Stage.CHAMPION);
        assertThat(entered().getEncoderFile().getOffsets()).containsExactly(77L);
        assertThat(entered().getDataFingerprint()).isEmpty();
    }

    @Test
    void aVersionThatNobodyTrustedHasSignedNeverBecomesChampion() throws Exception {
        trust = new VersionTrust(
                List.of(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()),
                Set.of(),
                false);
        trainer = trainer(settings);
        state.learn(version("written past the trainer", Stage.CANDIDATE, 1));
        state.learn(candidate("1", named(version("", Stage.CANDIDATE, 2))));
        trainer.act();
        assertThat(stages()).isEmpty();
        assertThat(refusal()).contains("it is not signed");

        state.learn(version("champion", Stage.CHAMPION, 3));
        state.learn(version("former", Stage.RETIRED, 2));
        state.learn(ModelCommand.newBuilder(command("2", CommandKind.PROMOTE, "former"))
                .setForce(true)
                .build());
        state.learn(command("3", CommandKind.ROLL_BACK, null));
        state.learn(command("4", CommandKind.REPORT_UNLOADABLE, "champion"));
        trainer.act();

        assertThat(answers()).extracting(ModelCommand::getId).containsExactly("2", "3", "4");
        assertThat(answers()).allSatisfy(each -> {
            assertThat(each.getAnswer().getAccepted()).isFalse();
            assertThat(each.getAnswer().getDetail()).contains("cannot be loaded: it is not signed");
        });
        assertThat(stages()).isEmpty();
    }

    @Test
    void filesOfLongRejectedVersionsAreDeletedByThemselvesAndTheVersionsSaySo() {
        state.learn(version("first", Stage.CHAMPION, 1));
        state.learn(rejected("second", "a", 2));
        trainer.act();
        assertThat(deleted()).isEmpty();

        now = now.plus(Duration.ofDays(61));
        trainer.act();

        assertThat(deleted()).containsExactly("a".repeat(64) + "/0");
        assertThat(state.registry().find("second").orElseThrow().getFilesDeletedAt())
                .isEqualTo(now);
        now = now.plus(Duration.ofDays(1));
        trainer.act();
        assertThat(deleted()).hasSize(1);
    }

    @Test
    void aRequestDeletesFilesAtOnceAndADryRunOnlyTells() {
        state.learn(version("first", Stage.CHAMPION, 1));
        state.learn(rejected("second", "a", 2));
        state.learn(prune("1", true));
        trainer.act();
        assertThat(deleted()).isEmpty();
        state.learn(prune("2", false));
        trainer.act();

        assertThat(deleted()).containsExactly("a".repeat(64) + "/0");
        assertThat(answers())
                .extracting(each -> each.getAnswer().getDetail())
                .containsExactly(
                        "would delete 1 files, 10 bytes, of the versions second",
                        "deleted 1 files, 10 bytes, of the versions second");
    }

    private static ModelCommand prune(String id, boolean dryRun) {
        return ModelCommand.newBuilder(command(id, CommandKind.REJECT, null))
                .setPrune(new PruneRequest(dryRun, 0L))
                .build();
    }

    private static ModelVersion rejected(String id, String correction, long seconds) {
        return ModelVersion.newBuilder(version(id, Stage.REJECTED, seconds))
                .setCorrectionFile(artifact(correction.repeat(64)))
                .build();
    }

    private static ModelVersion named(ModelVersion version) {
        return ModelVersion.newBuilder(version)
                .setVersion(VersionIds.of(version))
                .build();
    }

    private static ModelCandidate candidate(String id, ModelVersion version) {
        return ModelCandidate.newBuilder()
                .setId(id)
                .setVersion(version)
                .setPublishedBy("ann")
                .setPublishedAt(at(1))
                .build();
    }

    /** The version that was written first. */
    private ModelVersion entered() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("model-versions"))
                .map(record -> read(() -> ModelVersion.fromByteBuffer(ByteBuffer.wrap(record.value()))))
                .findFirst()
                .orElseThrow();
    }

    private List<ModelCandidate> candidateAnswers() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("model-candidates"))
                .map(record -> read(() -> ModelCandidate.fromByteBuffer(ByteBuffer.wrap(record.value()))))
                .toList();
    }

    private String refusal() {
        assertThat(candidateAnswers()).hasSize(1);
        assertThat(candidateAnswers().get(0).getAnswer().getAccepted()).isFalse();
        return candidateAnswers().get(0).getAnswer().getDetail();
    }

    /** Keys of deleted chunks. */
    private List<String> deleted() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("model-artifacts") && record.value() == null)
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ModelCommand> answers() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("model-commands"))
                .map(record -> read(() -> ModelCommand.fromByteBuffer(ByteBuffer.wrap(record.value()))))
                .filter(command -> command.getAnswer() != null)
                .toList();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Avro's own frame, which needs no schema registry. */
    private static byte[] plainBinary(Topic topic, SpecificRecord event) {
        ByteBuffer bytes = read(() -> event instanceof ModelVersion version
                ? version.toByteBuffer()
                : event instanceof ModelCandidate candidate
                        ? candidate.toByteBuffer()
                        : ((ModelCommand) event).toByteBuffer());
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}

package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Stage;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.platform.trust.SigningKey;
import dev.pentimento.trainer.TrainedVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From labels to two candidates, a correction and a classifier, that are judged beside the champion; one is promoted.
 * Only signed versions are loaded here, so the trainer signs what it trains.
 */
class RetrainingIT {
    private static final int LEARNED_FROM = 500;
    /** Sent while something is waited for: versions are loaded beside the stream, and judge what comes afterwards. */
    private static final int AT_A_TIME = 20;

    private final Iterator<Example> examples = FashionMnistSubset.load().stream().examples().stream()
            .map(example -> Corruption.ROTATION.apply(example, Corruption.DEFAULT_STRENGTH, 1))
            .iterator();

    @TempDir
    Path data;

    @Test
    void aTrainingGivesACorrectionAndAClassifierAndEitherMayServe() throws Exception {
        SigningKeys publisher = SigningKeys.make(data, "publisher");
        SigningKeys trainer = SigningKeys.make(data, "trainer");
        Map<String, String> trust = Map.of(
                "model.trusted.keys",
                publisher.publicKey() + "," + trainer.publicKey(),
                "trainer.signing.key.file",
                trainer.privateKey().toString());
        try (RunningSystem system = RunningSystem.at(data.resolve("kafka"), trust)) {
            publishSigned(system, SigningKey.read(publisher.privateKey()));
            system.ready();
            send(system, LEARNED_FROM);
            system.await("outcomes to learn from")
                    .untilAsserted(() -> assertThat(system.log().events(Topic.OUTCOMES, Outcome.class))
                            .hasSize(LEARNED_FROM));
            ModelCommand trained = carriedOut(system, "teach", CommandKind.RETRAIN, null);
            assertThat(trained.getAnswer().getDetail()).contains("correction: published", "classifier: published");
            ModelVersion champion = SmallVersion.trained().version();
            List<ModelVersion> candidates = versions(system)
                    .filter(each -> each.getTrigger().equals("command teach"))
                    .toList();
            assertThat(candidates).hasSize(2).allSatisfy(each -> {
                assertThat(each.getStage()).isEqualTo(Stage.CANDIDATE);
                assertThat(each.getParent()).isEqualTo(champion.getVersion());
                assertThat(each.getSignature()).isNotNull();
                assertThat(each.getEncoderFile().getSha256())
                        .isEqualTo(champion.getEncoderFile().getSha256());
            });
            ModelVersion classifier = candidates.stream()
                    .filter(each -> !each.getClassifierFile()
                            .getSha256()
                            .equals(champion.getClassifierFile().getSha256()))
                    .findFirst()
                    .orElseThrow();
            assertThat(classifier.getCorrectionFile()).isNull();
            assertThat(classifier.getReferenceFile().getSha256())
                    .isNotEqualTo(champion.getReferenceFile().getSha256());

            system.await("both to be judged in shadow").untilAsserted(() -> {
                send(system, AT_A_TIME);
                assertThat(judged(system))
                        .containsAll(candidates.stream()
                                .map(ModelVersion::getVersion)
                                .toList());
            });

            carriedOut(system, "promote", CommandKind.PROMOTE, classifier.getVersion());
            system.await("opinions of the new classifier, and its drift").untilAsserted(() -> {
                send(system, AT_A_TIME);
                assertThat(system.log().events(Topic.PREDICTIONS, Prediction.class))
                        .extracting(Entry::event)
                        .filteredOn(each -> each.getModelVersion().equals(classifier.getVersion()))
                        .isNotEmpty()
                        .allSatisfy(each -> assertThat(each.getCorrected()).isEqualTo(each.getOriginal()));
                assertThat(system.log().latest(Topic.EMBEDDING_DRIFT, DriftWindow.class))
                        .extracting(DriftWindow::getReferenceId)
                        .contains(classifier.getReferenceFile().getSha256());
            });
            system.await("every image once").untilAsserted(new EveryImageJudgedOnce(system.log())::holds);
            system.await("quality to match a recount")
                    .untilAsserted(
                            new QualityMatchesRecount(system.log(), champion.getClasses(), RunningSystem.WINDOW)
                                    ::holds);
        }
    }

    private static void publishSigned(RunningSystem system, SigningKey key) {
        TrainedVersion small = SmallVersion.trained();
        new ModelPublisher(system.context(), "test").publish(key.sign(small.version()), small.files());
    }

    private void send(RunningSystem system, int images) {
        for (int i = 0; i < images; i++) {
            Example example = examples.next();
            system.world().send(image(example.id(), example.content()));
            system.world().label(example.id(), example.label());
        }
        system.world().flush();
    }

    private static ModelCommand carriedOut(
            RunningSystem system, String id, CommandKind kind, @Nullable String version) {
        system.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        id,
                        ModelCommand.newBuilder()
                                .setId(id)
                                .setKind(kind)
                                .setVersion(version)
                                .setReason("a test wants it")
                                .setRequestedBy("test")
                                .setRequestedAt(Instant.now())
                                .build());
        system.world().flush();
        ModelCommand answered = system.await("an answer to " + id)
                .until(
                        () -> system.log().latest(Topic.MODEL_COMMANDS, ModelCommand.class).stream()
                                .filter(each -> each.getId().equals(id) && each.getAnswer() != null)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(answered.getAnswer().getAccepted())
                .as(answered.getAnswer().getDetail())
                .isTrue();
        return answered;
    }

    private static Stream<ModelVersion> versions(RunningSystem system) {
        return system.log().latest(Topic.MODEL_VERSIONS, ModelVersion.class).stream();
    }

    /** Candidates that have been compared with the champion on labelled images. */
    private static List<String> judged(RunningSystem system) {
        return system.log().latest(Topic.PREDICTION_QUALITY, QualityWindow.class).stream()
                .flatMap(window -> window.getComparisons().stream())
                .filter(each -> each.getChallenger().equals("candidate") && each.getLabelled() > 0)
                .map(Comparison::getChallengerVersion)
                .distinct()
                .toList();
    }
}

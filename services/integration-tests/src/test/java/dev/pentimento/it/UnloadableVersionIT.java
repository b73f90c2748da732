package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.LoadReport;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.CommittedLog.Entry;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.reader.FashionMnistSubset;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.platform.models.ModelPublisher;
import dev.pentimento.trainer.TrainedVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version with another encoder, whose head the evaluation cannot load while the trainer finds nothing wrong: no image is lost
 * or becomes a dead letter for it.
 */
class UnloadableVersionIT {
    private static final String BROKEN = "00000000bad1";
    private static final String FORCED = "forced";
    private static final int IMAGES = 60;
    /** More than two pauses of a batch that waits, after each of which the stream reads it again. */
    private static final Duration TWO_PAUSES = Duration.ofSeconds(12);

    private final Iterator<Example> examples =
            FashionMnistSubset.load().stream().examples().iterator();
    private final TrainedVersion another = SmallVersion.another();
    private final String itsEncoder = another.version().getEncoderFile().getSha256();
    private int sent;

    @TempDir
    Path data;

    @Test
    void itIsNotPromotedUnlessForcedAndThenImagesAreAnsweredByTheFormerChampionOrWait() throws Exception {
        try (RunningSystem system = RunningSystem.at(data).withSmallVersion()) {
            sendAndAwait(system);
            publishBroken(system);

            CommandAnswer refused = answer(system, "asked", CommandKind.PROMOTE, BROKEN, false);
            assertThat(refused.getAccepted()).isFalse();
            assertThat(refused.getDetail()).contains("evaluation", "cannot load it", "too many rows", "--force");
            sendAndAwait(system);

            theFormerChampionAnswersWhileNoEvaluationHasLoadedIt(system);
            imagesWaitWithoutEndIfOnlyItsEncoderIsThere(system);
            aVersionWithItsEncoderAnswersThem(system);

            new EveryImageJudgedOnce(system.log()).holds();
            assertThat(system.log().events(Topic.DEAD_LETTERS, DeadLetter.class))
                    .isEmpty();
        }
    }

    private void theFormerChampionAnswersWhileNoEvaluationHasLoadedIt(RunningSystem system) {
        assertThat(answer(system, FORCED, CommandKind.PROMOTE, BROKEN, true).getAccepted())
                .isTrue();
        system.await("its encoder to embed, and the former champion's beside it")
                .untilAsserted(() -> {
                    sendAndAwait(system);
                    assertThat(encodersOfTheLast(system))
                            .containsExactlyInAnyOrder(
                                    itsEncoder,
                                    SmallVersion.trained()
                                            .version()
                                            .getEncoderFile()
                                            .getSha256());
                });
        assertThat(predictions(system)).allMatch(each -> each.getModelVersion().equals(SmallVersion.id()));
        assertThat(system.context().health().notReady()).isEmpty();
        assertThat(missingChampion(system, "evaluation")).isEqualTo(1);
        assertThat(missingChampion(system, "embedding")).isZero();
    }

    /** As if another instance had loaded it, and then gone. */
    private void imagesWaitWithoutEndIfOnlyItsEncoderIsThere(RunningSystem system) {
        system.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        BROKEN,
                        command(FORCED, CommandKind.PROMOTE, BROKEN)
                                .setRequestedBy("evaluation-elsewhere")
                                .setReport(new LoadReport("evaluation", true, ""))
                                .build());
        system.await("its encoder alone").untilAsserted(() -> {
            send(system, 1);
            assertThat(encodersOfTheLast(system)).containsExactly(itsEncoder);
        });
        send(system, IMAGES);
        system.await("the reason")
                .untilAsserted(() -> assertThat(notReady(system))
                        .singleElement()
                        .asString()
                        .contains(BROKEN, "cannot be loaded here", "too many rows"));
        String reason = notReady(system).iterator().next();
        system.await("two pauses").during(TWO_PAUSES).until(() -> notReady(system), List.of(reason)::equals);
        assertThat(system.context()
                        .metrics()
                        .get("pentimento.evaluation.batches.wait")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private void aVersionWithItsEncoderAnswersThem(RunningSystem system) {
        assertThat(answer(system, "back", CommandKind.ROLL_BACK, null, false).getAccepted())
                .isTrue();
        new ModelPublisher(system.context(), "test").publish(another.version(), another.files());
        system.await("every image to be answered")
                .untilAsserted(() -> assertThat(predictions(system)).hasSize(sent));
        system.ready();
        assertThat(predictions(system))
                .anyMatch(
                        each -> each.getModelVersion().equals(another.version().getVersion()));
        sendAndAwait(system);
    }

    private void publishBroken(RunningSystem system) throws IOException {
        byte[] head;
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/picky_head.pt"))) {
            head = file.readAllBytes();
        }
        ModelVersion version = ModelVersion.newBuilder(another.version())
                .setVersion(BROKEN)
                .setClassifierFile(Artifacts.describe(head, NetworkFile.TORCHSCRIPT))
                .setCorrectionFile(null)
                .setReferenceFile(null)
                .build();
        List<byte[]> files = new ArrayList<>(another.files());
        files.add(head);
        new ModelPublisher(system.context(), "test").publish(version, files);
    }

    private void sendAndAwait(RunningSystem system) {
        send(system, IMAGES);
        system.await("predictions")
                .untilAsserted(() -> assertThat(predictions(system)).hasSize(sent));
    }

    private void send(RunningSystem system, int images) {
        for (int i = 0; i < images; i++) {
            system.world().send(image("image-" + sent++, examples.next().content()));
        }
        system.world().flush();
    }

    private static CommandAnswer answer(
            RunningSystem system, String id, CommandKind kind, @Nullable String version, boolean force) {
        system.world()
                .send(
                        Topic.MODEL_COMMANDS,
                        version == null ? id : version,
                        command(id, kind, version).setForce(force).build());
        system.world().flush();
        return system.await("an answer to " + id)
                .until(
                        () -> system.log().events(Topic.MODEL_COMMANDS, ModelCommand.class).stream()
                                .map(Entry::event)
                                .filter(each -> each.getId().equals(id) && each.getAnswer() != null)
                                .map(ModelCommand::getAnswer)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static ModelCommand.Builder command(String id, CommandKind kind, @Nullable String version) {
        return ModelCommand.newBuilder()
                .setId(id)
                .setKind(kind)
                .setVersion(version)
                .setReason("a test wants it")
                .setRequestedBy("test")
                .setRequestedAt(Instant.now());
    }

    private static List<Prediction> predictions(RunningSystem system) {
        return system.log().events(Topic.PREDICTIONS, Prediction.class).stream()
                .map(Entry::event)
                .toList();
    }

    private static List<String> encodersOfTheLast(RunningSystem system) {
        return system.log().events(Topic.EMBEDDINGS, EmbeddingBatch.class).stream()
                .map(Entry::event)
                .max(Comparator.comparing(EmbeddingBatch::getEmbeddedAt))
                .orElseThrow()
                .getSections()
                .stream()
                .map(EmbeddingSection::getEncoderId)
                .toList();
    }

    private static Collection<String> notReady(RunningSystem system) {
        return List.copyOf(system.context().health().notReady().values());
    }

    private static double missingChampion(RunningSystem system, String service) {
        return system.context()
                .metrics()
                .get("pentimento.model.champion.missing")
                .tag("service", service)
                .gauge()
                .value();
    }
}

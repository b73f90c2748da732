package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.vector;
import static dev.pentimento.evaluation.TestStream.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.evaluation.waiting.NotReadyException;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.InputShape;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.Versions;
import dev.pentimento.serving.faults.Fault;
import dev.pentimento.serving.judges.JudgePlan;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingTest {
    @TempDir
    Path state;

    private TestStream stream;

    @BeforeEach
    void open() {
        stream = new TestStream(state);
    }

    @AfterEach
    void close() {
        stream.close();
    }

    @Test
    void everyImageOfABatchGetsOnePredictionWithBothOpinions() {
        List<EmbeddedImage> images = List.of(stream.image("a"), stream.image("b"));
        stream.embed(images, vector("cat"), vector("owl"));
        assertThat(stream.predictions()).extracting(Prediction::getImageId).containsExactly("a", "b");
        Prediction first = stream.predictions().get(0);
        assertThat(first.getOriginal().getLabel()).isEqualTo("cat");
        assertThat(first.getCorrected().getLabel()).isEqualTo("dog");
        assertThat(first.getModelVersion()).isEqualTo("v1");
        assertThat(first.getImage().getPartition()).isEqualTo(7);
        assertThat(first.getEmbedding().getIndex()).isZero();
        assertThat(stream.predictions().get(1).getEmbedding().getIndex()).isEqualTo(1);
        assertThat(first.getOriginal().getProbabilities().stream()
                        .mapToDouble(Float::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-5));
    }

    @Test
    void threeCandidatesAreJudgedInShadowEachFromTheSectionOfItsEncoder() {
        stream.versions.swap(
                stream.versions.champion().orElseThrow(),
                List.of(
                        version("c1", ENCODER, new FakeJudge(3, false)),
                        version("c2", "e2", new FakeJudge(3, false)),
                        version("c3", ENCODER, new FakeJudge(3, true))));
        stream.embed(
                List.of(stream.image("a")),
                Map.of(
                        ENCODER,
                        FloatMatrix.ofRows(new float[][] {vector("cat")}, 3),
                        "e2",
                        FloatMatrix.ofRows(new float[][] {vector("owl")}, 3)));
        stream.image("b", "cat");
        assertThat(stream.predictions().get(0).getCandidates())
                .extracting(candidate -> candidate.getModelVersion() + " "
                        + candidate.getOpinion().getLabel())
                .containsExactly("c1 cat", "c2 owl", "c3 dog");
        assertThat(stream.predictions().get(1).getCandidates()).hasSize(2);
        stream.label("a", "cat");
        var window = stream.quality().get("v1|all|total");
        assertThat(window.getArms())
                .extracting(arm -> arm.getArm() + " " + arm.getModelVersion())
                .containsExactly("original v1", "corrected v1", "candidate c1", "candidate c2", "candidate c3");
        assertThat(window.getComparisons())
                .extracting(comparison -> comparison.getChallengerVersion() + " +" + comparison.getHelped() + " -"
                        + comparison.getHurt() + " of " + comparison.getCompared())
                .containsExactly("c1 +1 -0 of 2", "c2 +0 -0 of 1", "c3 +0 -0 of 2", "v1 +0 -1 of 2");
    }

    @Test
    void batchesOfTheFormerEncoderAreAnsweredByTheFormerChampion() {
        FakeJudge next = new FakeJudge(3, false);
        stream.versions.swap(version("v2", "e2", next), List.of());
        stream.image("a", "cat");
        stream.embed(List.of(stream.image("b")), Map.of("e2", FloatMatrix.ofRows(new float[][] {vector("cat")}, 3)));
        assertThat(stream.predictions()).extracting(Prediction::getModelVersion).containsExactly("v1", "v2");
    }

    @Test
    void aVersionThatServesNoMoreIsClosedOnce() {
        FakeJudge second = new FakeJudge(3, true);
        stream.versions.swap(version("v2", ENCODER, second), List.of());
        stream.image("a", "cat");
        assertThat(second.closed).hasValue(0);
        stream.versions.swap(version("v3", ENCODER, new FakeJudge(3, true)), List.of());
        assertThat(second.closed).hasValue(1);
    }

    @Test
    void aBatchOfAKnownVersionThatCannotBeLoadedWaitsAndIsAnsweredWhenItIsLoaded() {
        ModelVersion unloadable = ModelVersion.newBuilder()
                .setVersion("v9")
                .setStage(Stage.REJECTED)
                .setStageReason("damaged")
                .setStageChangedAt(BEGIN)
                .setCreatedAt(BEGIN)
                .setClasses(TestStream.CLASSES)
                .setInput(InputShape.newBuilder()
                        .setChannels(1)
                        .setHeight(2)
                        .setWidth(2)
                        .setMean(List.of(0f))
                        .setStandardDeviation(List.of(1f))
                        .build())
                .setDimensions(3)
                .setEncoderFile(new Artifact("e9", 1L, 1, "safetensors", List.of()))
                .setClassifierFile(new Artifact("c9", 1L, 1, "safetensors", List.of()))
                .setTrigger("import")
                .setRecipe(Map.of())
                .setDataFingerprint("")
                .setSeed(1)
                .setDevice("cpu")
                .setTrainedSeconds(1)
                .setValidation(Map.of())
                .build();
        JudgePlan plan = new JudgePlan(stream.versions, 3, stages -> {});
        plan.upkeep(Versions.of(List.of(unloadable)), version -> Optional.empty());
        Map<String, FloatMatrix> embedded = Map.of("e9", FloatMatrix.ofRows(new float[][] {vector("cat")}, 3));

        assertThatThrownBy(() -> stream.embed(List.of(stream.image("a")), embedded))
                .hasRootCauseInstanceOf(NotReadyException.class);
        assertThat(stream.deadLetters()).isEmpty();
        assertThat(stream.versions.waited(Set.of("e9"))).isGreaterThan(stream.settings.encoderWait());

        stream.versions.keep(version("v9", "e9", new FakeJudge(3, false)));
        stream.embed(List.of(stream.image("a")), embedded);
        assertThat(stream.predictions())
                .isNotEmpty()
                .allMatch(each -> each.getModelVersion().equals("v9"));
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void aBatchOfAnEncoderThatNoVersionHasIsADeadLetterAfterTheWait() {
        Map<String, FloatMatrix> unknown = Map.of("e9", FloatMatrix.ofRows(new float[][] {vector("cat")}, 3));
        stream.embed(List.of(stream.image("a")), unknown);
        stream.image("b", "cat");
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_ENCODER);
            assertThat(letter.getDetail()).contains("e9");
        });
        assertThat(stream.predictions()).extracting(Prediction::getImageId).containsExactly("b");
    }

    @Test
    void anImageThatTheNetworksCannotAnswerIsADeadLetterAndTheOthersAreAnswered() {
        stream.embed(
                List.of(stream.image("a"), stream.image("b"), stream.image("c")),
                vector("cat"),
                new float[] {1, Float.NaN, 0},
                vector("owl"));
        assertThat(stream.predictions()).extracting(Prediction::getImageId).containsExactly("a", "c");
        assertThat(stream.predictions().get(1).getEmbedding().getIndex()).isEqualTo(2);
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.FAILED_INFERENCE);
            assertThat(letter.getDetail()).contains("image b", "index 1");
            EmbeddingBatch alone =
                    stream.event(Topic.EMBEDDINGS, letter.getContent().array(), EmbeddingBatch.class);
            assertThat(alone.getImages()).extracting(EmbeddedImage::getId).containsExactly("b");
            assertThat(alone.getSections().get(0).getVectors().remaining()).isEqualTo(3 * Float.BYTES);
        });
    }

    @Test
    void whatFailedIsAnsweredAloneWhenItsDeadLetterIsTakenAgain() {
        stream.embed(
                List.of(stream.image("a"), stream.image("b"), stream.image("c")),
                vector("cat"),
                new float[] {1, Float.NaN, 0},
                vector("owl"));
        stream.embeddingBytes(stream.deadLetters().get(0).getContent().array());
        assertThat(stream.predictions()).extracting(Prediction::getImageId).containsExactly("a", "c");
        assertThat(stream.deadLetters()).hasSize(2);
    }

    @Test
    void aBatchOfAnUnknownSchemaIsADeadLetterAndTheStreamGoesOn() {
        stream.embeddingBytes(new byte[] {0, 0, 1, 0, 0, 7});
        stream.image("a", "cat");
        assertThat(stream.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNKNOWN_SCHEMA);
            assertThat(letter.getDetail()).contains("65536");
        });
        assertThat(stream.predictions()).hasSize(1);
        assertThat(stream.metrics
                        .get("pentimento.dead.letters")
                        .tag("reason", "UNKNOWN_SCHEMA")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aBatchThatCannotBeDecodedIsADeadLetterAndTheStreamGoesOn() {
        stream.embeddingBytes(new byte[] {0, 0, 0});
        stream.image("a", "cat");
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.UNDECODABLE_RECORD);
        assertThat(stream.predictions()).hasSize(1);
    }

    @Test
    void vectorsOfTheWrongLengthAreADeadLetter() {
        stream.embed(List.of(stream.image("a"), stream.image("b")), vector("cat"));
        assertThat(stream.deadLetters())
                .extracting(letter -> letter.getReason())
                .containsExactly(DeadLetterReason.INVALID_FIELD);
    }

    @Test
    void windowsAreOfTheCaptureTimeIfItCanBeRight() {
        stream.embed(
                List.of(
                        stream.image("a", null, BEGIN, BEGIN.minus(Duration.ofDays(1))),
                        stream.image("b", null, BEGIN, BEGIN.minus(Duration.ofDays(366))),
                        stream.image("c", null, BEGIN, BEGIN.plus(Duration.ofDays(2)))),
                vector("cat"),
                vector("cat"),
                vector("cat"));
        var windows = stream.quality();
        assertThat(windows.get("v1|all|2026-02-28T10:00:00Z").getImages()).isEqualTo(1);
        assertThat(windows.get("v1|all|2026-03-01T10:00:00Z").getImages()).isEqualTo(2);
        assertThat(windows.get("v1|all|total").getImages()).isEqualTo(3);
        assertThat(stream.counter("capture.times.implausible")).isEqualTo(2);
    }

    @Test
    void onlyTheMostFrequentSourcesAreSlices() {
        stream.close();
        stream = new TestStream(state, Map.of("evaluation.slices", "1"));
        stream.embed(
                List.of(
                        stream.image("a", "x", BEGIN, null),
                        stream.image("b", "y", BEGIN, null),
                        stream.image("c", "y", BEGIN, null)),
                vector("cat"),
                vector("cat"),
                vector("cat"));
        var first = stream.quality();
        assertThat(first).containsKey("v1|source=y|total").doesNotContainKey("v1|source=x|total");
        assertThat(first.get("v1|all|total").getImages()).isEqualTo(3);
        stream.embed(
                List.of(stream.image("d", "x", BEGIN, null), stream.image("e", "x", BEGIN, null)),
                vector("cat"),
                vector("cat"));
        assertThat(stream.quality().get("v1|source=x|total").getImages()).isEqualTo(3);
    }

    @Test
    void readinessSaysSoWhenMostImagesOfAMinuteGetNoAnswer() {
        for (int i = 0; i < 20; i++) {
            stream.embed(List.of(stream.image("bad" + i)), new float[] {1, Float.NaN, 0});
        }
        assertThat(stream.deadLetters()).hasSize(20);
        assertThat(stream.health.notReady().values()).anyMatch(text -> text.contains("20 of 20 images"));
        assertThat(stream.metrics
                        .get("pentimento.inference.failed")
                        .tag("service", "evaluation")
                        .gauge()
                        .value())
                .isEqualTo(1);
        stream.embed(
                IntStream.range(0, 20).mapToObj(i -> stream.image("good" + i)).toList(),
                IntStream.range(0, 20).mapToObj(i -> vector("cat")).toArray(float[][]::new));
        assertThat(stream.health.notReady().values()).noneMatch(text -> text.contains("failed in inference"));
    }

    @Test
    void networksThatFailOnWhatTheyTookBeforeEndTheStreamWithoutDeadLetters() {
        FakeJudge broken = new FakeJudge(3, true);
        stream.versions.swap(version("v2", ENCODER, broken), List.of());
        broken.failure = new IllegalStateException("something is wrong");

        assertThatThrownBy(() -> stream.image("a", "cat"))
                .satisfies(failure -> assertThat(Fault.of(failure)).contains(Fault.MACHINE));
        assertThat(stream.deadLetters()).isEmpty();
    }
}

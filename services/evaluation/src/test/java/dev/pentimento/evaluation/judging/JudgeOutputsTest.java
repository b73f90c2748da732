package dev.pentimento.evaluation.judging;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.FakeJudge;
import dev.pentimento.evaluation.TestReference;
import dev.pentimento.evaluation.TestStream;
import dev.pentimento.evaluation.drift.DriftCounting;
import dev.pentimento.evaluation.drift.DriftSampling;
import dev.pentimento.evaluation.judging.BatchAnswer.Answered;
import dev.pentimento.evaluation.opinions.EventTime;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.evaluation.routing.ImagePartitions;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.serving.judges.Reference;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeOutputsTest {
    private static final int IMAGES = 40;
    private static final int PARTITIONS = 4;

    private static List<JudgeOutput> outputs(@Nullable Reference reference) {
        LoadedVersion champion = LoadedVersion.of("v1", ENCODER, CLASSES, new FakeJudge(3, true), reference);
        EmbeddingBatch batch = new EmbeddingBatch(
                7,
                IntStream.range(0, IMAGES)
                        .mapToObj(i -> TestStream.image("i" + i, 100 + i, BEGIN.plusMillis(i)))
                        .toList(),
                List.of(new EmbeddingSection(
                        ENCODER,
                        3,
                        TestReference.embeddings(new Random(3), IMAGES, 0).toLittleEndian())),
                BEGIN);
        Answered answered = (Answered) new BatchJudging(batch, new Lease(champion, List.of(), () -> {}))
                .answers(Supplier::get)
                .get(0);
        EventTime time = new EventTime(Duration.ofMinutes(1), Duration.ofDays(1), Duration.ofDays(1));
        return new JudgeOutputs(
                        PARTITIONS,
                        new DriftCounting(time),
                        new DriftSampling(1_000_000, () -> BEGIN),
                        Duration.ofDays(30))
                .of(
                        batch,
                        new RecordPosition(2, 40L),
                        answered.rows(),
                        champion,
                        BEGIN.plusSeconds(1),
                        row -> SpanContext.getInvalid(),
                        UnaryOperator.identity());
    }

    private static <T> List<T> only(List<JudgeOutput> outputs, Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void eachImageHasOnePredictionAndTheseComeFirst() {
        List<JudgeOutput> outputs = outputs(null);

        assertThat(outputs.subList(0, IMAGES))
                .allSatisfy(output -> assertThat(output).isInstanceOf(JudgeOutput.Predicted.class));
        assertThat(only(outputs, JudgeOutput.Predicted.class))
                .extracting(predicted -> predicted.event().getImageId())
                .containsExactlyElementsOf(
                        IntStream.range(0, IMAGES).mapToObj(i -> "i" + i).toList());
    }

    @Test
    void opinionsGoToThePartitionOfTheirLabels() {
        List<JudgeOutput.OpinionsForLabels> opinions = only(outputs(null), JudgeOutput.OpinionsForLabels.class);

        assertThat(opinions)
                .extracting(JudgeOutput.OpinionsForLabels::partition)
                .containsExactly(0, 1, 2, 3);
        assertThat(opinions.stream()
                        .mapToInt(part -> part.batch().images().size())
                        .sum())
                .isEqualTo(IMAGES);
        for (JudgeOutput.OpinionsForLabels part : opinions) {
            for (JudgedImage image : part.batch().images()) {
                assertThat(ImagePartitions.of(Bytes.ofText(image.id()), PARTITIONS))
                        .isEqualTo(part.partition());
            }
        }
    }

    @Test
    void driftIsCountedOnceForABatchIfTheChampionHasAReference() {
        assertThat(only(outputs(null), JudgeOutput.DriftCounts.class)).isEmpty();
        assertThat(only(outputs(TestReference.make()), JudgeOutput.DriftCounts.class))
                .singleElement()
                .satisfies(counts -> {
                    assertThat(counts.batch().version()).isEqualTo("v1");
                    assertThat(counts.batch().lastMillis())
                            .isEqualTo(BEGIN.plusMillis(IMAGES - 1).toEpochMilli());
                });
    }
}

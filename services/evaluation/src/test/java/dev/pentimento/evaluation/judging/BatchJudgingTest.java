package dev.pentimento.evaluation.judging;

import static dev.pentimento.evaluation.TestStream.BEGIN;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.vector;
import static dev.pentimento.evaluation.TestStream.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.evaluation.FakeJudge;
import dev.pentimento.evaluation.TestStream;
import dev.pentimento.evaluation.judging.BatchAnswer.Answered;
import dev.pentimento.evaluation.judging.BatchAnswer.Unanswered;
import dev.pentimento.evaluation.opinions.JudgedImage;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.EmbeddingSection;
import dev.pentimento.events.RecordPosition;
import dev.pentimento.serving.faults.MachineFaultException;
import dev.pentimento.serving.judges.Lease;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.tensors.FloatMatrix;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchJudgingTest {
    private final AtomicInteger passes = new AtomicInteger();

    private static EmbeddingBatch batch(float[]... vectors) {
        FloatMatrix matrix = FloatMatrix.ofRows(vectors, 3);
        return new EmbeddingBatch(
                7,
                IntStream.range(0, vectors.length)
                        .mapToObj(i -> TestStream.image("i" + i, 100 + i, BEGIN))
                        .toList(),
                List.of(new EmbeddingSection(ENCODER, 3, matrix.toLittleEndian())),
                BEGIN);
    }

    private List<BatchAnswer> answers(EmbeddingBatch batch, LoadedVersion... candidates) {
        return answers(new FakeJudge(3, true), batch, candidates);
    }

    private List<BatchAnswer> answers(FakeJudge champion, EmbeddingBatch batch, LoadedVersion... candidates) {
        Lease lease = new Lease(version("v1", ENCODER, champion), List.of(candidates), () -> {});
        return new BatchJudging(batch, lease).answers(pass -> {
            passes.incrementAndGet();
            return pass.get();
        });
    }

    @Test
    void aBatchIsAnsweredInOnePass() {
        EmbeddingBatch batch = batch(vector("cat"), vector("owl"));

        assertThat(answers(batch)).singleElement().isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.rows().rows()).containsExactly(0, 1);
            JudgedImage second = answered.rows().image(batch, new RecordPosition(2, 40L), 1);
            assertThat(second.image()).isEqualTo(new RecordPosition(7, 101L));
            assertThat(second.embedding().getPartition()).isEqualTo(2);
            assertThat(second.embedding().getOffset()).isEqualTo(40);
            assertThat(second.embedding().getIndex()).isEqualTo(1);
        });
        assertThat(passes).hasValue(1);
    }

    @Test
    void aBatchThatFailsIsAnsweredImageByImage() {
        List<BatchAnswer> answers = answers(batch(vector("cat"), new float[] {1, Float.NaN, 0}, vector("owl")));

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).isInstanceOf(Answered.class);
        assertThat(answers.get(1)).isInstanceOfSatisfying(Unanswered.class, unanswered -> {
            assertThat(unanswered.row()).isEqualTo(1);
            assertThat(unanswered.failure()).hasMessage("not a finite number");
        });
        assertThat(answers.get(2))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.rows().rows()).containsExactly(2));
        assertThat(passes).hasValue(4);
    }

    @Test
    void aCandidateThatFailsHarmsNoOtherVersion() {
        FakeJudge closed = new FakeJudge(3, false);
        closed.close();
        List<BatchAnswer> answers = answers(
                batch(vector("cat")), version("c1", ENCODER, closed), version("c2", ENCODER, new FakeJudge(3, false)));

        assertThat(answers).singleElement().isInstanceOfSatisfying(Answered.class, answered -> {
            assertThat(answered.rows().opinions(0).candidates().get(0)).isNull();
            assertThat(answered.rows().opinions(0).candidates().get(1)).isNotNull();
            assertThat(answered.rows().failures()).singleElement().satisfies(failure -> {
                assertThat(failure.version()).isEqualTo("c1");
                assertThat(failure.message()).isEqualTo("closed");
            });
        });
    }

    @Test
    void networksThatFailOnWhatTheyTookBeforeMakeNoDeadLetters() {
        FakeJudge broken = new FakeJudge(3, true);
        broken.failure = new IllegalStateException("something is wrong");

        assertThatThrownBy(() -> answers(broken, batch(vector("cat"), vector("owl"))))
                .isInstanceOf(MachineFaultException.class)
                .hasMessageContaining(
                        "version v1 now fails on an input that it accepted when it was loaded: something is wrong");
        assertThat(passes).hasValue(1);
    }

    @Test
    void aDeviceThatIsLostMakesNoDeadLetters() {
        FakeJudge lost = new FakeJudge(3, true);
        lost.failure = new IllegalStateException("CUDA error: unspecified launch failure");

        assertThatThrownBy(() -> answers(lost, batch(vector("cat")))).isInstanceOf(MachineFaultException.class);
        assertThatThrownBy(() -> answers(batch(vector("cat")), version("c1", ENCODER, lost)))
                .as("of a candidate alone")
                .isInstanceOf(MachineFaultException.class);
    }
}

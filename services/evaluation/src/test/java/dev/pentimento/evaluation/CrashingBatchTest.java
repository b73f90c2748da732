package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.CLASSES;
import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Prediction;
import dev.pentimento.serving.judges.Judge;
import dev.pentimento.serving.judges.LoadedVersion;
import dev.pentimento.tensors.FloatMatrix;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks on which the process ends for some images. {@code CrashingVectorIT} does it with a process. */
class CrashingBatchTest {
    private static final float[] CRASHING = {1_000, 0, 0};
    /** Twice on the whole batch, and twice on each of the two images. */
    private static final int MOST_ENDS = 6;

    @TempDir
    Path state;

    private record Crashing(FakeJudge judge) implements Judge {
        @Override
        public int dimensions() {
            return judge.dimensions();
        }

        @Override
        public Answers judge(FloatMatrix embeddings) {
            for (float value : embeddings.values()) {
                if (value == CRASHING[0]) {
                    throw new InternalError("the process ends here");
                }
            }
            return judge.judge(embeddings);
        }

        @Override
        public void close() {
            judge.close();
        }
    }

    private static void serve(TestStream stream) {
        stream.versions.swap(
                LoadedVersion.of("v2", ENCODER, CLASSES, new Crashing(new FakeJudge(3, true)), null), List.of());
    }

    @Test
    void theImagesOnWhichTheProcessEndsAreSetAsideAndTheOthersOfTheirBatchAreAnswered() {
        TestStream stream = new TestStream(state);
        serve(stream);
        List<EmbeddedImage> images = List.of(
                stream.image("a"),
                stream.image("crash 1"),
                stream.image("b"),
                stream.image("crash 2"),
                stream.image("c"));
        float[][] vectors = {vector("cat"), CRASHING, vector("dog"), CRASHING, vector("owl")};
        for (int end = 0; end < MOST_ENDS; end++) {
            TestStream ending = stream;
            assertThatThrownBy(() -> ending.embed(images, vectors)).isInstanceOf(InternalError.class);
            stream = stream.restarted();
            serve(stream);
        }

        stream.embed(images, vectors);
        stream.image("d", "cat");

        assertThat(stream.predictions()).extracting(Prediction::getImageId).containsExactly("a", "b", "c", "d");
        assertThat(stream.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.CRASHES_SERVICE, DeadLetterReason.CRASHES_SERVICE);
        assertThat(stream.deadLetters())
                .extracting(DeadLetter::getDetail)
                .satisfiesExactly(
                        first -> assertThat(first).contains("image crash 1 at index 1", "ended 2 times"),
                        second -> assertThat(second).contains("image crash 2 at index 3", "ended 2 times"));
        stream.close();
    }
}

package dev.pentimento.evaluation;

import static dev.pentimento.evaluation.TestStream.ENCODER;
import static dev.pentimento.evaluation.TestStream.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Prediction;
import dev.pentimento.serving.judges.LoadedVersion;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step fails on one record with an exception that nobody expected. */
class FailingRecordTest {
    @TempDir
    Path state;

    /** Its networks know a class of which it has no name: a fault that the check of answers does not see. */
    private static void serveFaulty(TestStream stream) {
        stream.versions.swap(
                LoadedVersion.of("v2", ENCODER, List.of("cat", "dog"), new FakeJudge(3, false), null), List.of());
    }

    @Test
    void theRecordIsReadAgainAndSetAsideAndTheOthersGoOn() {
        EmbeddedImage image;
        TestStream again;
        try (TestStream stream = new TestStream(state)) {
            serveFaulty(stream);
            image = stream.image("a");
            assertThatThrownBy(() -> stream.embed(List.of(image), vector("owl")))
                    .isInstanceOfSatisfying(
                            StreamsException.class,
                            failure -> assertThat(stream.setAside().explains(failure))
                                    .isTrue());
            again = stream.restarted(); // as from the last commit
        }
        try (again) {
            serveFaulty(again);
            again.embed(List.of(image), vector("owl"));
            again.embed(List.of(again.image("b")), vector("dog"));

            assertThat(again.predictions()).extracting(Prediction::getImageId).containsExactly("b");
            assertThat(again.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.FAILED_PROCESSING);
                assertThat(letter.getDetail()).contains("the step judge failed on it", "IndexOutOfBounds");
                assertThat(letter.getOffset()).isZero();
            });
        }
    }

    @Test
    void whatIsTheMachinesOrTheWorldsFaultSetsNothingAside() {
        try (TestStream stream = new TestStream(state)) {
            for (Exception failure : List.of(
                    new org.apache.kafka.common.errors.TimeoutException("no answer"),
                    new StreamsException("a store"),
                    new IllegalStateException("IO error: No space left on device"),
                    new IllegalStateException(new OutOfMemoryError("Java heap space")))) {
                assertThat(stream.setAside().add("judge", "embeddings", 0, 0, failure))
                        .as("%s", failure)
                        .isFalse();
            }
        }
    }
}
